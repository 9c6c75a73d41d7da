"""Every kind of problem: its status, and in two languages what it means and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A kind of problem in one language."""

    title: str
    meaning: str
    advice: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem, named by its ``type``."""

    status: int
    en: Said
    nl: Said

    @property
    def title(self) -> str:
        """Title in the problem document."""
        return self.en.title


KINDS: Mapping[str, Kind] = {
    "invalid-input": Kind(
        400,
        Said(
            "Invalid input",
            "One or more fields or parameters cannot be used. Each is listed in errors, as a pointer to its "
            "place and a code; what was sent is never repeated. Nothing was stored.",
            "Mend every field that is listed and send again. The codes are: missing, empty, too-long, "
            "wrong-type, unknown-value, unknown-field, repeated, not-text, not-json, nothing-left, "
            "not-yours.",
        ),
        Said(
            "Ongeldige invoer",
            "Een of meer velden of parameters zijn onbruikbaar. Elk staat in errors, met een verwijzing naar "
            "de plaats en een code; wat is gestuurd wordt nooit herhaald. Er is niets bewaard.",
            "Verbeter elk genoemd veld en stuur opnieuw. De codes zijn: missing, empty, too-long, "
            "wrong-type, unknown-value, unknown-field, repeated, not-text, not-json, nothing-left, "
            "not-yours.",
        ),
    ),
    "invalid-body": Kind(
        400,
        Said(
            "Invalid body",
            "The body could not be read in the format that it was sent as. Nothing was stored.",
            "Send UTF-8 in the format that Content-Type names.",
        ),
        Said(
            "Ongeldige inhoud",
            "De inhoud is niet leesbaar in het formaat waarin ze is gestuurd. Er is niets bewaard.",
            "Stuur UTF-8 in het formaat dat Content-Type noemt.",
        ),
    ),
    "idempotency-key-missing": Kind(
        400,
        Said(
            "Idempotency-Key missing",
            "Without a key of its own a retry could store an item twice. Nothing was stored.",
            "Send a header Idempotency-Key of 1 to 100 visible characters: fresh for each item or batch, the "
            "same one for its retries.",
        ),
        Said(
            "Idempotency-Key ontbreekt",
            "Zonder eigen sleutel kan een herhaling een bericht tweemaal bewaren. Er is niets bewaard.",
            "Stuur een header Idempotency-Key van 1 tot 100 zichtbare tekens: nieuw voor elk bericht of elke "
            "reeks, dezelfde bij herhaling.",
        ),
    ),
    "malformed-request": Kind(
        400,
        Said(
            "Not an HTTP request",
            "What arrived is not a request by RFC 9112. Nothing was stored.",
            "Send it with an HTTP library.",
        ),
        Said(
            "Geen HTTP-verzoek",
            "Wat aankwam is geen verzoek volgens RFC 9112. Er is niets bewaard.",
            "Verstuur het met een HTTP-bibliotheek.",
        ),
    ),
    "not-authenticated": Kind(
        401,
        Said(
            "Not authenticated",
            "There was no token, or one that is not valid here. Nothing was stored.",
            "Send a valid token as 'Authorization: Bearer …'. Ask the operator for one, or your "
            "authorisation server for a fresh one.",
        ),
        Said(
            "Niet aangemeld",
            "Er was geen token, of een dat hier niet geldig is. Er is niets bewaard.",
            "Stuur een geldig token als 'Authorization: Bearer …'. Vraag er een aan de beheerder, of een "
            "vers token aan uw autorisatieserver.",
        ),
    ),
    "pass-refused": Kind(
        401,
        Said(
            "Pass refused",
            "The pass (Privacy Pass token) cannot be spent here: it is cut off or changed, was made for "
            "another door or quarter, or no key that is registered here signed it. Nothing was stored.",
            "Make a pass for the challenge in WWW-Authenticate with the issuer's key of this quarter, and "
            "spend it before the quarter ends.",
        ),
        Said(
            "Toegangsbewijs geweigerd",
            "Het toegangsbewijs (Privacy Pass-token) kan hier niet worden gebruikt: het is afgebroken of "
            "veranderd, gemaakt voor een andere plek of een ander kwartaal, of niet getekend met een sleutel "
            "die hier bekend is. Er is niets bewaard of verbruikt.",
            "Maak een toegangsbewijs voor de uitdaging in WWW-Authenticate met de sleutel van dit kwartaal, "
            "en gebruik het voor het kwartaal om is.",
        ),
    ),
    "pass-spent": Kind(
        409,
        Said(
            "Pass spent",
            "A pass lets one item in, and this one did so before. Nothing more was stored.",
            "If you sent the same again because no answer came: what you sent first is stored. For another "
            "item, get a fresh pass.",
        ),
        Said(
            "Toegangsbewijs al gebruikt",
            "Met een toegangsbewijs kunt u een bericht sturen, en met dit is dat al gebeurd. Er is niets "
            "meer bewaard.",
            "Stuurde u hetzelfde nog eens omdat er geen antwoord kwam? Dan is het eerste bewaard. Haal voor "
            "een ander bericht een nieuw toegangsbewijs.",
        ),
    ),
    "group-too-small": Kind(
        403,
        Said(
            "Group too small",
            "The pass is of a group with too few members to hide among; nothing of it would be published. "
            "Nothing was stored or spent.",
            "Ask the operator how many members the group has. Until it has enough, there is no safe way to "
            "publish what it says.",
        ),
        Said(
            "Groep te klein",
            "Het toegangsbewijs is van een groep met te weinig leden om in op te gaan; er zou niets van "
            "worden gepubliceerd. Er is niets bewaard of verbruikt.",
            "Vraag de beheerder hoeveel leden de groep heeft. Tot het er genoeg zijn, kan niet veilig worden "
            "gepubliceerd wat ze zegt.",
        ),
    ),
    "not-allowed": Kind(
        403,
        Said(
            "Not allowed",
            "The token is known but lacks the scope that the operation needs; scope names it. "
            "Nothing was stored.",
            "Ask the operator for that scope, or use a token that has it.",
        ),
        Said(
            "Niet toegestaan",
            "Het token is bekend maar mist de scope die nodig is; scope noemt die. Er is niets bewaard.",
            "Vraag de beheerder om die scope, of gebruik een token dat haar heeft.",
        ),
    ),
    "client-not-registered": Kind(
        403,
        Said(
            "Client not registered",
            "The token is valid, but the system it was given to is not registered here. Nothing was stored.",
            "Ask the operator to register its client_id.",
        ),
        Said(
            "Systeem niet geregistreerd",
            "Het token is geldig, maar het systeem waarvoor het is uitgegeven is hier niet geregistreerd. "
            "Er is niets bewaard.",
            "Vraag de beheerder om de client_id te registreren.",
        ),
    ),
    "dependent-respondent": Kind(
        403,
        Said(
            "Not asked for feedback",
            "The respondent waits, or seems to wait, for a decision. We do not ask people who depend on one. "
            "Nothing was stored or counted.",
            "Do not send it again. Show the respondent where to find independent help.",
        ),
        Said(
            "Niet om feedback gevraagd",
            "De respondent wacht, of lijkt te wachten, op een beslissing. Wie daarvan afhangt vragen wij "
            "niets. Er is niets bewaard of geteld.",
            "Stuur het niet opnieuw. Wijs de respondent op onafhankelijke hulp.",
        ),
    ),
    "not-found": Kind(
        404,
        Said(
            "Not found",
            "There is nothing at this address. An address with a slash at its end is another address.",
            "See /v1/docs for the addresses that exist.",
        ),
        Said(
            "Niet gevonden",
            "Op dit adres is niets. Een adres met een schuine streep aan het eind is een ander adres.",
            "Op /v1/nl/docs staan de adressen die bestaan.",
        ),
    ),
    "theme-not-displayed": Kind(
        409,
        Said(
            "Theme not displayed",
            "The release shows no number for this theme, for no group nor for all together. An answer would "
            "tell that somebody spoke of it. Nothing was stored.",
            "Answer a theme that the release of that period displays; see /v1/themes.",
        ),
        Said(
            "Thema niet getoond",
            "De publicatie toont bij dit thema geen getal, voor geen groep en niet voor alle samen. Een "
            "antwoord zou verraden dat iemand erover sprak. Er is niets bewaard.",
            "Antwoord op een thema dat de publicatie van die periode toont; zie /v1/themes.",
        ),
    ),
    "not-released": Kind(
        404,
        Said(
            "Not released",
            "This period has no release: it is still open, was too thin, or has no such release.",
            "See /v1/releases for the periods that have one.",
        ),
        Said(
            "Niet gepubliceerd",
            "Van deze periode is niets gepubliceerd: ze loopt nog, of er kwam te weinig binnen.",
            "Op /v1/releases staan de periodes waarvan wel is gepubliceerd.",
        ),
    ),
    "not-published": Kind(
        404,
        Said(
            "Not published",
            "No frozen table of the release holds this combination; available names the tables that exist. "
            "Cells are never added up on request.",
            "Ask for a combination that one of those tables holds.",
        ),
        Said(
            "Niet in de publicatie",
            "Geen vastgelegde tabel bevat deze combinatie; available noemt de tabellen die er zijn. Cellen "
            "worden nooit op verzoek opgeteld.",
            "Vraag om een combinatie die een van die tabellen bevat.",
        ),
    ),
    "method-not-allowed": Kind(
        405,
        Said(
            "Method not allowed",
            "The address exists but does not know this method.",
            "Use one of the methods in the header Allow.",
        ),
        Said(
            "Methode niet toegestaan",
            "Het adres bestaat, maar kent deze methode niet.",
            "Gebruik een van de methodes in de header Allow.",
        ),
    ),
    "not-acceptable": Kind(
        406,
        Said(
            "Not acceptable",
            "The header Accept excludes every media type that this address gives.",
            "Leave Accept out, or name a media type that the documentation gives for this operation.",
        ),
        Said(
            "Geen aanvaardbaar formaat",
            "De header Accept sluit elk formaat uit dat dit adres geeft.",
            "Laat Accept weg, of noem een formaat dat de documentatie bij deze operatie geeft.",
        ),
    ),
    "too-slow": Kind(
        408,
        Said(
            "Request not finished in time",
            "The request did not arrive in full in time. Nothing was stored.",
            "Send it again, perhaps in smaller parts.",
        ),
        Said(
            "Verzoek niet op tijd compleet",
            "Het verzoek kwam niet op tijd volledig aan. Er is niets bewaard.",
            "Stuur het opnieuw, eventueel in kleinere delen.",
        ),
    ),
    "idempotency-conflict": Kind(
        409,
        Said(
            "Idempotency-Key already used",
            "This key was used with another body, or a request with it is still running. Nothing was "
            "stored now.",
            "Send a fresh key for a new item; for a retry, send the same body.",
        ),
        Said(
            "Idempotency-Key al gebruikt",
            "Deze sleutel hoorde bij een andere inhoud, of een verzoek ermee loopt nog. Er is nu "
            "niets bewaard.",
            "Stuur een nieuwe sleutel voor een nieuw bericht; stuur bij herhaling dezelfde inhoud.",
        ),
    ),
    "too-large": Kind(
        413,
        Said(
            "Too large",
            "The body is larger than this address takes. Nothing was stored.",
            "Send a single item of at most 64 kB, or a batch of at most 1,000 items and 16 MiB.",
        ),
        Said(
            "Te groot",
            "De inhoud is groter dan dit adres aanneemt. Er is niets bewaard.",
            "Stuur één bericht van hoogstens 64 kB, of een reeks van hoogstens 1.000 berichten en 16 MiB.",
        ),
    ),
    "unsupported-media-type": Kind(
        415,
        Said(
            "Unsupported media type",
            "The address does not take bodies of this Content-Type. Nothing was stored.",
            "Send a Content-Type that the documentation gives for this operation.",
        ),
        Said(
            "Formaat niet ondersteund",
            "Het adres neemt geen inhoud van dit Content-Type aan. Er is niets bewaard.",
            "Stuur een Content-Type dat de documentatie bij deze operatie geeft.",
        ),
    ),
    "rate-limited": Kind(
        429,
        Said(
            "Too many items",
            "This client sent more items in a minute than it may; a batch counts its items. Nothing "
            "was stored.",
            "Wait for the seconds in Retry-After, then send the same again with the same Idempotency-Key.",
        ),
        Said(
            "Te veel berichten",
            "Dit systeem stuurde in een minuut meer berichten dan mag; een reeks telt haar berichten. "
            "Er is niets bewaard.",
            "Wacht de seconden in Retry-After en stuur daarna hetzelfde met dezelfde Idempotency-Key.",
        ),
    ),
    "unavailable": Kind(
        503,
        Said(
            "Temporarily unavailable",
            "Something that we depend on failed. Nothing was stored.",
            "Send the same again later, after the seconds in Retry-After. With the same Idempotency-Key "
            "nothing is stored twice.",
        ),
        Said(
            "Tijdelijk niet beschikbaar",
            "Iets waar wij van afhangen faalde. Er is niets bewaard.",
            "Stuur hetzelfde later opnieuw, na de seconden in Retry-After. Met dezelfde Idempotency-Key "
            "wordt niets tweemaal bewaard.",
        ),
    ),
}
