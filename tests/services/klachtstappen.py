"""Steps of a klacht that its tests share: each is one committed act at one desk."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from sqlmodel import col, select

from app.domain.actor import Actor, Rol
from app.domain.klachtopdrachten import (
    AssignKlacht,
    CallCommissie,
    ChooseContact,
    EndKlacht,
    ForwardKlacht,
    JudgeKlacht,
    NameAccused,
    NoteOnKlacht,
    RecordHearing,
    RecordKlacht,
    RefuseKlacht,
    SendKlaagschrift,
    SkipHearing,
    WithdrawKlaagschrift,
)
from app.domain.klachttermen import GeenHoren, GeenHorenBeklaagde, Gehoord, Klachtvorm, Weigergrond
from app.domain.klachttermen import KlachtUitkomst as U
from app.domain.opdrachten import KlachtGegevens, MelderGegevens
from app.domain.termen import Aard, Overslagreden
from app.domain.termijnen.verdaging import PostponeTermijn
from app.domain.termijnen.wijziging import Verdagingsreden
from app.kluis import Plek
from app.models import Bericht, Gebeurtenis, Klacht, MedewerkerRol, MeldingCasus, Organisatie, Termijn
from app.queries.klachten import accused_of
from app.queries.schrijven import waiting_of_klacht
from app.queries.werkplek import Werkplek
from app.services.klacht import confirm_klacht, forward_klacht, note_on_klacht, record_klacht, take_klacht
from app.services.klachtafdoening import end_klacht, judge_klacht, refuse_klacht
from app.services.klachtbehandeling import call_commissie, postpone_klacht, record_hearing, skip_hearing
from app.services.klachtbeklaagde import (
    answer_klaagschrift,
    name_accused,
    send_klaagschrift,
    withdraw_klaagschrift,
)
from app.services.klachtberichten import mark_klachtbericht_sent
from app.services.klachtcontact import choose_contact
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen, Wie

GEMEENTE, LOKET = "gemeente-gm0193", "vws-ucz"
KLAAG = "De jeugdconsulent belt nooit terug."


class Klachtstappen(Stappen):
    """The klacht of one mail to VWS about the gemeente, and people who may handle it at both."""

    def __init__(self, wereld: Wereld) -> None:
        super().__init__(wereld)
        self.kb = wereld.hire(GEMEENTE, Rol.KLACHTBEHANDELAAR)
        self.kb_loket = wereld.hire(LOKET, Rol.KLACHTBEHANDELAAR)

    def on(self, jaar: int, maand: int, dag: int) -> "Klachtstappen":
        self.wereld.now = datetime(jaar, maand, dag, 9, 0, tzinfo=UTC)
        return self

    def complain(self, wie: Wie = LOKET, **anders: object) -> Klacht:
        """A hulpvraag that is also a klacht about the gemeente."""
        gegevens = {
            "aard": frozenset({Aard.HULPVRAAG, Aard.KLACHT}),
            "ontvangen_op": self.vandaag,
            "loket": wie if isinstance(wie, str) else LOKET,
            "melder": MelderGegevens(
                naam="Dorien Voorbeeld", email="dorien@voorbeeld.example", adres="Kade 1\n8011 AB Zwolle"
            ),
            "klacht": KlachtGegevens(tekst=KLAAG, over="de jeugdconsulent", organisatie=GEMEENTE),
        }
        klacht = self.register(wie, **(gegevens | anders)).klacht
        assert klacht is not None
        return klacht

    def at_gemeente(self, **anders: object) -> Klacht:
        """Received by VWS and sent on to the gemeente at once."""
        return self.forward(self.complain(**anders))

    def forward(
        self, klacht: Klacht, naar: str = GEMEENTE, wie: Wie = LOKET, op: date | None = None
    ) -> Klacht:
        with self.wereld.werkplek(wie) as desk:
            opdracht = ForwardKlacht(klacht_id=klacht.id, naar_organisatie=naar)
            return forward_klacht(desk, opdracht)

    def confirm(self, klacht: Klacht, wie: Wie | None = None) -> Klacht:
        """The receipt, written and sent."""
        with self.wereld.werkplek(wie or self.kb) as desk:
            confirm_klacht(desk, klacht.id)
        return self.post(klacht, wie)

    def post(self, klacht: Klacht, wie: Wie | None = None) -> Klacht:
        """Every letter of this party that waits goes out."""
        with self.wereld.werkplek(wie or self.kb) as desk:
            for bericht in waiting_of_klacht(desk.session, klacht.id):
                if bericht.organisatie_id == desk.actor.organisatie_id:
                    mark_klachtbericht_sent(desk, bericht.id)
        return self.now(klacht)

    def take(self, klacht: Klacht, wie: Wie | None = None, medewerker: UUID | None = None) -> Klacht:
        with self.wereld.werkplek(wie or self.kb) as desk:
            return take_klacht(desk, AssignKlacht(klacht_id=klacht.id, medewerker_id=medewerker))

    def send(self, klacht: Klacht, medewerker: UUID | None = None, naam: str | None = "J. de Wit") -> Klacht:
        with self.wereld.werkplek(self.kb) as desk:
            naam = None if medewerker else naam
            opdracht = SendKlaagschrift(klacht_id=klacht.id, medewerker_id=medewerker, naam=naam)
            return send_klaagschrift(desk, opdracht)

    def answer(self, klacht: Klacht, wie: Wie, tekst: str = "Ik belde twee keer.") -> Klacht:
        with self.wereld.werkplek(wie) as desk:
            return answer_klaagschrift(desk, NoteOnKlacht(klacht_id=klacht.id, tekst=tekst))

    def hear(self, klacht: Klacht, verslag: str = "Beiden gehoord.", wie: Gehoord = Gehoord.BEIDEN) -> Klacht:
        with self.wereld.werkplek(self.kb) as desk:
            opdracht = RecordHearing(klacht_id=klacht.id, gehoord_op=self.vandaag, verslag=verslag, wie=wie)
            return record_hearing(desk, opdracht)

    def accuse(self, klacht: Klacht, organisatie: str | None, wie: Wie | None = None) -> Klacht:
        with self.wereld.werkplek(wie or self.kb) as desk:
            return name_accused(desk, NameAccused(klacht_id=klacht.id, organisatie=organisatie))

    def take_back(self, klacht: Klacht, tekst: str = "Zij was er niet bij.") -> Klacht:
        """From who was sent the klaagschrift first."""
        with self.wereld.werkplek(self.kb) as desk:
            wie = accused_of(desk.session, klacht.id)[0].id
            opdracht = WithdrawKlaagschrift(klacht_id=klacht.id, beklaagde_id=wie, toelichting=tekst)
            return withdraw_klaagschrift(desk, opdracht)

    def skip(
        self, klacht: Klacht, reden: GeenHoren | GeenHorenBeklaagde, tekst: str = "Zij wil dat niet."
    ) -> Klacht:
        with self.wereld.werkplek(self.kb) as desk:
            return skip_hearing(desk, SkipHearing(klacht_id=klacht.id, reden=reden, toelichting=tekst))

    def commission(
        self, klacht: Klacht, leden: int = 3, *, buiten: bool = True, wie: Wie | None = None
    ) -> Klacht:
        with self.wereld.werkplek(self.kb) as desk:
            opdracht = CallCommissie(klacht_id=klacht.id, leden=leden, voorzitter_van_buiten=buiten)
            return call_commissie(desk, opdracht)

    def judge(self, klacht: Klacht, uitkomst: U = U.GEGROND, **anders: object) -> Klacht:
        opdracht = JudgeKlacht(
            klacht_id=klacht.id, uitkomst=uitkomst, toelichting="Er is niet teruggebeld. Dat hoort wel."
        )
        wie = anders.pop("wie", self.kb)
        with self.wereld.werkplek(wie) as desk:  # type: ignore[arg-type]  # an actor
            return judge_klacht(desk, replace(opdracht, **anders))  # type: ignore[arg-type]  # named

    def refuse(
        self, klacht: Klacht, grond: Weigergrond | None, tekst: str = "U kon bezwaar maken."
    ) -> Klacht:
        with self.wereld.werkplek(self.kb) as desk:
            return refuse_klacht(desk, RefuseKlacht(klacht_id=klacht.id, grond=grond, toelichting=tekst))

    def end(self, klacht: Klacht, uitkomst: U, wie: Wie | None = None, tekst: str = "Gebeld.") -> Klacht:
        with self.wereld.werkplek(wie or self.kb) as desk:
            return end_klacht(desk, EndKlacht(klacht_id=klacht.id, uitkomst=uitkomst, toelichting=tekst))

    def postpone(self, klacht: Klacht, naar: date, wie: Wie | None = None, **anders: object) -> Termijn:
        opdracht = PostponeTermijn(
            termijn_id=self.clock(klacht).id,
            nieuwe_datum=naar,
            redencode=Verdagingsreden.ONDERZOEK,
            toelichting="Wij zoeken het nog uit.",
        )
        with self.wereld.werkplek(wie or self.kb) as desk:
            return postpone_klacht(desk, replace(opdracht, **anders))  # type: ignore[arg-type]  # named

    def note(self, klacht: Klacht, tekst: str, wie: Wie | None = None) -> Klacht:
        with self.wereld.werkplek(wie or self.kb) as desk:
            return note_on_klacht(desk, NoteOnKlacht(klacht_id=klacht.id, tekst=tekst))

    def contact(self, klacht: Klacht, wie: str, door: Wie | None = None) -> Klacht:
        with self.wereld.werkplek(door or self.kb) as desk:
            return choose_contact(desk, ChooseContact(klacht_id=klacht.id, organisatie=wie))

    def later_klacht(self, wie: Wie, melding_id: UUID, vorm: Klachtvorm = Klachtvorm.MONDELING) -> Klacht:
        opdracht = RecordKlacht(
            melding_id=melding_id, tekst=KLAAG, beklaagde=GEMEENTE, vorm=vorm, ontvangen_op=self.vandaag
        )
        with self.wereld.werkplek(wie) as desk:
            return record_klacht(desk, opdracht)

    def now(self, klacht: Klacht) -> Klacht:
        with self.wereld.database.read() as session:
            return session.exec(select(Klacht).where(Klacht.id == klacht.id)).one()

    def clocks(self, klacht: Klacht) -> list[Termijn]:
        with self.wereld.database.read() as session:
            query = select(Termijn).where(Termijn.klacht_id == klacht.id).order_by(col(Termijn.id))
            return list(session.exec(query))

    def clock(self, klacht: Klacht, code: str = "klacht_afhandelen") -> Termijn:
        (gevonden,) = [t for t in self.clocks(klacht) if t.is_open and t.code == code]
        return gevonden

    def letters(self, klacht: Klacht) -> list[tuple[str, str, str]]:
        """(moment, way, text) of every message about this klacht, oldest first."""
        with self.wereld.werkplek(self.kb) as desk:
            rij = desk.session.exec(select(Klacht).where(Klacht.id == klacht.id)).one()
            query = select(Bericht).where(Bericht.klacht_id == klacht.id).order_by(col(Bericht.id))
            return [(str(b.moment), str(b.wijze), self._text(desk, rij, b)) for b in desk.session.exec(query)]

    def waiting(self, klacht: Klacht) -> list[str]:
        """The moments of the letters that must still go."""
        with self.wereld.database.read() as session:
            return [str(bericht.moment) for bericht in waiting_of_klacht(session, klacht.id)]

    def last_letter(self, klacht: Klacht) -> tuple[str, str, str]:
        return self.letters(klacht)[-1]

    @staticmethod
    def _text(desk: Werkplek, rij: Klacht, bericht: Bericht) -> str:
        plek = Plek("bericht", bericht.id, "inhoud")
        return str(desk.unseal_person(rij, plek, bericht.inhoud_verzegeld)["tekst"])

    def move_casus(self, klacht: Klacht) -> None:
        """The gemeente, which it is about, takes the casus over: its casusregisseur treats it."""
        with self.wereld.database.read() as session:
            query = select(MeldingCasus.casus_id).where(MeldingCasus.melding_id == klacht.melding_id)
            casus_id = session.exec(query).one()
        self.move(casus_id, LOKET, GEMEENTE, overgeslagen=Overslagreden.LOKAAL_VOLDOENDE)

    def also(self, wie: Actor, rol: Rol) -> None:
        """This person has another role too."""
        with self.wereld.database.transaction() as session:
            session.add(MedewerkerRol(id=self.wereld.new_id(), medewerker_id=wie.id, rol=rol))

    @staticmethod
    def with_role(wie: Actor, rol: Rol) -> Actor:
        return replace(wie, rollen=wie.rollen | {rol})

    def all_events(self) -> str:
        with self.wereld.database.read() as session:
            return "\n".join(rij.gegevens for rij in session.exec(select(Gebeurtenis)))

    def become(self, kenmerk: str, soort: str) -> None:
        """This organisatie is of another kind (a gi)."""
        with self.wereld.database.transaction() as session:
            rij = session.exec(select(Organisatie).where(Organisatie.kenmerk == kenmerk)).one()
            rij.soort = soort  # type: ignore[assignment]  # coded
