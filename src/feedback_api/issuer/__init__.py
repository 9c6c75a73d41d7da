"""The issuer: blind-signs passes for people with an account, in a process and a database of its own.

It knows who people are and nothing of what anybody says: no room that holds a message can be imported here.
"""
