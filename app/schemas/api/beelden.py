"""From the frozen values of the queries to what the API shows; nothing is decided here but layout."""

from app.domain.toegang import Recht
from app.models import Casus
from app.queries.api_casussen import CasusRij
from app.queries.api_meldingen import MeldingInzage
from app.queries.api_termijnen import TermijnRij
from app.queries.beelden import (
    CasusBeeld,
    ContactBeeld,
    JeugdigeBeeld,
    MeldingBeeld,
    OverdrachtBeeld,
    TermijnBeeld,
)
from app.schemas.api import lijsten
from app.schemas.api import uitvoer as u
from app.schemas.api.basis import PartijUit, PersoonUit, RefUit


def casus_out(beeld: CasusBeeld) -> u.CasusUit:
    """One casus; of a melding that is only followed, the progress."""
    voortgang = Recht.VOORTGANG in beeld.rechten
    ref = RefUit(id=beeld.id, kenmerk=beeld.kenmerk)
    meldingen = [melding_in_casus(melding) for melding in beeld.meldingen]
    bekend = {melding.id for melding in meldingen}
    meldingen += [u.MeldingInCasus.model_validate(m) for m in beeld.gevolgd if m.id not in bekend]
    termijnen = [u.TermijnUit.model_validate(termijn) for termijn in beeld.termijnen]
    behandelaar = PersoonUit.model_validate(beeld.behandelaar) if beeld.behandelaar else None
    eigenaar = u.EigenaarUit(
        organisatie=PartijUit.model_validate(beeld.eigenaar), behandelaar=behandelaar, sinds=beeld.sinds
    )
    return u.CasusUit(
        id=beeld.id,
        kenmerk=beeld.kenmerk,
        status=beeld.status,
        uitkomst=beeld.uitkomst if voortgang else None,
        spoed=beeld.spoed,
        onderwerp=beeld.onderwerp,
        eigenaar=eigenaar if voortgang else None,
        meldingen=meldingen,
        antwoordplichten=[plicht for melding in meldingen for plicht in melding.antwoordplichten],
        open_overdracht=overdracht_out(ref, beeld.overdracht) if beeld.overdracht and voortgang else None,
        volgende_termijn=termijnen[0] if termijnen else None,
        termijnen=termijnen,
        keten=[u.SchakelUit.model_validate(schakel) for schakel in beeld.keten],
        overdrachten=[overdracht_out(ref, overdracht) for overdracht in beeld.overdrachten],
        jeugdige=jeugdige_out(beeld.jeugdige, ziet_alles=Recht.DOSSIER in beeld.rechten),
        rechten=sorted(beeld.rechten),
        versie=beeld.versie,
    )


def casus_row_out(rij: CasusRij) -> lijsten.CasusRijUit:
    """One row of the work list."""
    behandelaar = PersoonUit.model_validate(rij.behandelaar) if rij.behandelaar else None
    return lijsten.CasusRijUit(
        id=rij.id,
        kenmerk=rij.kenmerk,
        status=rij.status,
        spoed=rij.spoed,
        eigenaar=u.EigenaarUit(organisatie=PartijUit.model_validate(rij.eigenaar), behandelaar=behandelaar),
        initialen=rij.initialen,
        eerste_datum=rij.eerste_datum,
        signaal=rij.signaal,
        wat=rij.wat,
        open_overdracht=lijsten.OpenAanbod.model_validate(rij.aanbod) if rij.aanbod else None,
    )


def overdracht_out(casus: RefUit | Casus, beeld: OverdrachtBeeld) -> u.OverdrachtUit:
    """One overdracht with the casus it is about."""
    uit = u.OverdrachtUit.model_validate(beeld)
    return uit.model_copy(update={"casus": RefUit(id=casus.id, kenmerk=casus.kenmerk)})


def jeugdige_out(beeld: JeugdigeBeeld | None, *, ziet_alles: bool) -> u.JeugdigeUit | None:
    """The young person; who is afgeschermd has no place for who may not read the dossier."""
    if beeld is None:
        return None
    uit = u.JeugdigeUit.model_validate(beeld)
    plaats = beeld.gemeente_code if ziet_alles or not beeld.afgeschermd else None
    return uit.model_copy(update={"woonplaats_gemeente": plaats})


def melding_in_casus(beeld: MeldingBeeld) -> u.MeldingInCasus:
    """One melding of a casus."""
    return u.MeldingInCasus.model_validate(beeld)


def melding_out(inzage: MeldingInzage, contact: ContactBeeld | None) -> u.MeldingUit:
    """One melding with its casussen, promises and, with that right, how to reach the melder."""
    feiten, beeld = inzage.feiten, inzage.beeld
    deel = melding_in_casus(beeld) if beeld else u.MeldingInCasus.model_validate(feiten)
    if deel.melder is not None and contact is not None:
        bereik = {"email": contact.email, "telefoon": contact.telefoon, "adres": contact.adres}
        deel = deel.model_copy(update={"melder": deel.melder.model_copy(update=bereik)})
    termijnen = [termijn_out(t) for t in inzage.casus.termijnen if t.melding_id == feiten.id]
    naar_melder = [t for t in termijnen if t.voor in ("melder", "intern")]
    waarden = {naam: getattr(deel, naam) for naam in u.MeldingInCasus.model_fields}
    return u.MeldingUit.model_construct(
        **waarden,
        geregistreerd_op=feiten.geregistreerd_op,
        gesloten_op=feiten.gesloten_op,
        uitkomst=feiten.uitkomst,
        wettelijk_kader=list(feiten.wettelijk_kader),
        themas=list(feiten.themas),
        casussen=[RefUit.model_validate(ref) for ref in feiten.casussen],
        termijnen=termijnen,
        volgende_termijn=naar_melder[0] if naar_melder else None,
        versie=feiten.versie,
    )


def termijn_out(beeld: TermijnBeeld) -> u.TermijnUit:
    """One promise."""
    return u.TermijnUit.model_validate(beeld)


def termijn_row_out(rij: TermijnRij) -> u.TermijnRijUit:
    """One promise in a list."""
    uit = u.TermijnRijUit.model_validate(rij.beeld)
    refs = {
        naam: RefUit(id=ref[0], kenmerk=ref[1]) if ref else None
        for naam, ref in (("melding", rij.melding), ("casus", rij.casus), ("klacht", rij.klacht))
    }
    return uit.model_copy(update={**refs, "status": rij.status})
