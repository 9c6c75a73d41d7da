import pytest

from feedback_api.signals.addresses import Receiver, check_reached, is_public, read_address
from feedback_api.terms.errors import AddressRefused

PUBLIC = "93.184.216.34"
NAME = Receiver("https", "hooks.example.org", 443, "/in")


@pytest.mark.parametrize(
    ("written", "receiver"),
    [
        ("https://hooks.example.org/in", NAME),
        ("https://HOOKS.Example.ORG./in", NAME),
        ("https://hooks.example.org", Receiver("https", "hooks.example.org", 443, "/")),
        (
            "https://hooks.example.org:8443/in?for=x%20y",
            Receiver("https", "hooks.example.org", 8443, "/in?for=x%20y"),
        ),
        ("https://xn--mnchen-3ya.example/", Receiver("https", "xn--mnchen-3ya.example", 443, "/")),
    ],
)
def test_a_full_name_over_https_is_read(written, receiver):
    assert read_address(written) == receiver


REFUSED = [
    "",
    "hooks.example.org/in",
    "http://hooks.example.org/in",
    "ftp://hooks.example.org/in",
    "file:///etc/passwd",
    "gopher://hooks.example.org/",
    "https://",
    "https:///in",
    "https://hooks",
    "https://user@hooks.example.org/",
    "https://user:pass@hooks.example.org/",
    "https://hooks.example.org@127.0.0.1/",
    "https://hooks.example.org#@127.0.0.1/",
    "https://hooks.example.org/#part",
    "https://hooks.example.org:22/",
    "https://hooks.example.org:80/",
    "https://hooks.example.org:99999/",
    "https://hooks.example.org:x/",
    "https://hooks.example.org\\@127.0.0.1/",
    "https:\\\\127.0.0.1/",
    "https://hooks.example.org/a b",
    "https://hooks.example.org/\r\nX: y",
    "https://hooks.example.org/\u00e9",
    "https://m\u00fcnchen.example/",
    "https://hooks\u3002example.org/",
    "https://hooks..example.org/",
    "https://-hooks.example.org/",
    "https://hooks_1.example.org/",
    "https://" + "a" * 64 + ".example.org/",
    "https://" + "a." * 126 + "org.example/",
    "https://hooks.example.org/" + "a" * 500,
    "https://93.184.216.34/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://0x7f.0.0.1/",
    "https://0x7f000001/",
    "https://127.1/",
    "https://1.2.3.4.5/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1%25eth0]/",
    "https://[2606:2800:220:1::1]/",
    "https://[::1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/",
    "https://localhost.:8443/",
    "https://127.0.0.1:9000/",
    "https://example.123/",
]


@pytest.mark.parametrize("written", REFUSED)
def test_everything_else_is_refused_and_not_repeated(written):
    with pytest.raises(AddressRefused) as refused:
        read_address(written)
    assert not written or written not in str(refused.value)
    assert "meta-data" not in str(refused.value)


@pytest.mark.parametrize(
    "written", ["http://127.0.0.1:9000/in", "https://localhost:9000/in", "http://[::1]:9000/in"]
)
def test_this_machine_is_taken_where_a_setting_allows_it(written):
    receiver = read_address(written, loopback_allowed=True)
    assert (receiver.port, receiver.loopback, receiver.target) == (9000, True, "/in")


@pytest.mark.parametrize("written", ["http://10.0.0.1/", "http://hooks.example.org/", "ftp://127.0.0.1/"])
def test_that_setting_opens_nothing_else(written):
    with pytest.raises(AddressRefused):
        read_address(written, loopback_allowed=True)


INSIDE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.8.9.10",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.216.34",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:a00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "4000::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_is_not_for_everybody_is_refused_also_beside_a_public_one(address):
    for found in ([address], [PUBLIC, address], [address, PUBLIC]):
        with pytest.raises(AddressRefused) as refused:
            check_reached(NAME, found)
        assert address not in str(refused.value)


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808"]
)
def test_a_public_address_is_taken(address):
    assert len(check_reached(NAME, [address])) == 1


def test_a_name_without_an_address_is_refused():
    with pytest.raises(AddressRefused):
        check_reached(NAME, [])


def test_a_receiver_on_this_machine_may_not_lead_elsewhere():
    here = read_address("http://localhost:9000/", loopback_allowed=True)
    assert check_reached(here, ["127.0.0.1", "::1"]) == ["127.0.0.1", "::1"]
    for elsewhere in (PUBLIC, "10.0.0.1"):
        with pytest.raises(AddressRefused):
            check_reached(here, [elsewhere])


def test_every_address_of_a_private_block_is_private():
    from ipaddress import ip_network

    for block in ("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7", "fe80::/10"):
        network = ip_network(block)
        assert not is_public(network[0])
        assert not is_public(network[-1])


@pytest.mark.parametrize(
    ("written", "authority"),
    [
        ("https://hooks.example.org/", "hooks.example.org"),
        ("https://hooks.example.org:8443/", "hooks.example.org:8443"),
        ("http://[::1]:9000/", "[::1]:9000"),
        ("http://127.0.0.1/", "127.0.0.1"),
    ],
)
def test_the_host_header_names_the_receiver_as_it_was_written(written, authority):
    assert read_address(written, loopback_allowed=True).authority == authority
