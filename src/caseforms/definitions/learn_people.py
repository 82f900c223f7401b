"""Whom labels speak of, English and Spanish, as patterns on folded words (see learn_words)."""

from __future__ import annotations

#: Who somebody is, pattern. `subject` is whom a form may be about; the others are look-alikes.
PEOPLE: tuple[tuple[str, str], ...] = (
    ("worker", (
        r"(case|social|eligibility|referring|child care|intake|county|requesting|assigned|dhs|agency|family|"
        r"support) ?workers?|case ?managers?|caseworkers?|workers?( only)?|referred by|requested by|"
        r"referring (person|agency|specialist)|referral source|specialist|trabajador(a)? social|liaison|"
        r"coordinator|(intake|case|client|victim) (volunteer|specialist|advocate|coordinator)s?|^advocates?( name)?$|"
        r"(person |name of person )?making (the |this )?referral|"
        r"casa (volunteer|worker|advocate|supervisor)|agency representative|volunteer")),
    ("official", (
        r"fee agent|screener|staff( member| use)?|notary|judge|clerk|magistrate|deputy|for (office|official|"
        r"agency|internal|clinic) use( only)?|(office|official|agency|internal|clinic|clinical) use only|"
        r"certifying (acceptance )?(agent|officer)|preparers? certification|asylum officer|approver|"
        r"attestation staff|para uso de (la )?oficina")),
    ("representative", (
        r"if (i am |you are |signed by )?(not|other than|someone other than) (the )?(veteran|patient|"
        r"claimant|applicant|client|self|individual|subject)|(legal |legally |authorized |personal |"
        r"patient |your |his or her |patients )*(authorized |personal |legal )?represent(ative|ativ|ing|"
        r"ed)s?( payee)?|representante( legal| del paciente| personal)?|signer|power of attorney|poa|"
        r"attorney in fact|person signing( for| on behalf)?|if signed by (someone )?other")),
    ("other", r"(nom|nam)bre del (medico|contacto)"),
    ("other", (
        r"spouses?|husbands?|wife|wives|partners?|domestic partner|fiancee?|esposo|esposa|conyuge|ex spouse|"
        r"ex husband|ex wife")),
    ("other", (
        r"(other|absent|noncustodial|non custodial|second|nonresident|alleged) parents?( (2|two))?|parent 2|"
        r"parents 2|parent two|noncustodial|ncp")),
    ("other", (
        r"employers?|employer ?name|supervisors?|landlords?|manager|school official|teacher|principal|"
        r"empleador|patron")),
    ("other", (
        r"attorneys?|lawyers?|law firm|counsel|abogad[oa]|accredited representative|agents?|vso|"
        r"organization representative")),
    ("other", (
        r"interpreters?|translators?|interprete|preparers?|preparer|person (who )?(prepared|preparing|"
        r"completing|helping)( this| the)?( form| application)?|completed by|prepared by|helper|assisted|"
        r"assister|assistor|certified application counselor|navigator|returning preparer")),
    ("other", r"witness(es)?|testigos?"),
    ("other", (
        r"emergency( contacts?)?|contact person|contacts?( person)?( name)?|contacto( de emergencia)?|"
        r"in case of emergency|next of kin|nearest relative")),
    ("other", (
        r"relatives?|friends?|references?|neighbou?rs?|familiares|siblings?|brothers?|sisters?|grand(mother|"
        r"father|parent)s?|aunts?|uncles?|roommates?")),
    ("other", (
        r"household members?|(family|household) members?|others? in (the |your )?(household|home)|(persons?|"
        r"people|member|adult|applicant|individual|dependent|users?) ?(number )?([2-9]|1[0-9]|two|three)|"
        r"dependents?|additional (person|people|members?|applicants?)|who (else )?lives|"
        r"name of (each )?person|other (person|people|adult)s?|dependientes?|miembros del hogar|"
        r"co ?applicant|second applicant|joint|other household|each person|ne ?x? ?t (person|adult|child|"
        r"member)|person [2-9]|beneficiar(y|ies)|petitioners? 2|claimant 2")),
    ("other", (
        r"insured|policy ?holder|subscribers?|cardholders?|account holder|guarantor|responsible party|"
        r"asegurado|sponsors?|cosponsor|payees?|depositor|seller|buyer|creditors?|debtors?")),
    ("other", (
        r"(person (you want|to be restrained|who abused|in [0-9])|restrained person|respondents?|"
        r"defendants?|opposing party|other party|perpetrator|abuser|against|"
        r"person you want (a restraining order against|protection from))")),
    ("provider", (
        r"(health ?care |medical |service |child ?care |day ?care |primary care |treating |"
        r"referring )*(providers?|physicians?|doctors?|dentists?|therapists?|counselors?|pharmacy|"
        r"pharmacies|nurses?|clinicians?|medicos?|proveedor(es)?|hospitals?|clinics?)|dr|disclos(ing|"
        r"er)( party)?|released? from|obtain(ed)? from|releasing (party|facility|agency)|records? from|"
        r"health plan|facility")),
    ("recipient", (
        r"recipients?|recipient ?name|send (records |information |it |copies )?to|"
        r"release(d)? (my )?(information |records )?to|disclose(d)? to|receiv(ing|er)( (party|person|"
        r"facility|agency|provider))?|deliver(ed)? to|destinatari[oa]s?|enviar a|mail to|"
        r"authorize .* to release .* to|to whom|person or organization to receive|to (be )?(released|"
        r"disclosed|sent|provided) to|person receiving|party to receive")),
    ("petitioner", (
        r"petitioners?( 1)?|plaintiffs?|peticionari[oa]|demandante|proposed guardian|movants?|requesters?|"
        r"requestor|protected person|complainants?")),
    ("child", (
        r"child(ren)?s?( 1| one)?|childs|childrens?|minors?( child)?|kids?|hij[oa]s?|nin[oa]s?|menor(es)?|"
        r"youths?|infants?|bab(y|ies)|newborn|sons?|daughters?|juveniles?|student|pupil|alumno|estudiante")),
    ("guardian", (
        r"(legal |parents? or |parents? and )*guardians?|tutor(a)?( legal)?|conservators?|custodians?|"
        r"caretakers?|caregivers?|foster parents?")),
    ("parent", (
        r"(custodial |your |legal |birth |biological )?parents?( 1| one)?( or (legal )?guardians?)?|"
        r"parentguardian|mothers?|fathers?|madre|padre|mom|dad|bio father|bio mother|parental|"
        r"parent or legal guardian|childs ?parents")),
    ("inmate", r"inmates?|prisoners?|offenders?|detainees?|incarcerated (persons?|individuals?)|reclus[oa]s?"),
    ("subject", (
        r"visitors?|applicants?( 1)?|clients?|patients?|pt|participants?|claimants?|veterans?|vet|"
        r"veterans? or (service ?member|claimant)|tax ?payers?|primary tax ?payer|primary (applicant|"
        r"member)|person ?(number )?(1|one)|self|yourself|you|your|yours|my|mine|me|records? owner|"
        r"overpaid persons?|consumers?|individual|insured person|head of household|survivor|victim|resident|"
        r"tenant|customer|paciente|solicitante|cliente|usted|enrollee|member|person (asking|"
        r"seeking|requesting|applying|making|in need)( for| of)?( (protection|help|the waiver|waiver))?|"
        r"declarant|requestor 1|about you|service member|asylum applicant|beneficiary 1|persona")),
)  # fmt: skip
