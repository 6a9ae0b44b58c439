"""The words that decide whether a full stop ends a sentence."""

ALWAYS = frozenset(
    """Mr Mrs Ms Mx Dr Gen Sen Rep Reps Sens Gov Govs Lt Col Capt Sgt Maj Adm Prof Profs Rev Hon St Ste Messrs Pres Amb
    Cmdr Brig Supt Insp Fr Gens Cpl Pvt Pte Ens Atty Dep Det Sec Supt Vice-Adm Vs Mme Mlle Sr Sra Ald Cllr Hr Spc
    GEN SEN REP GOV COL CAPT SGT MR MRS MS DR PROF REV LT MAJ ADM""".split()
)
"""Never end a sentence: something must follow."""

BEFORE_NUMBER = frozenset(
    """no nos art arts sec secs fig figs p pp vol vols ch par para paras cl ss s jan feb mar apr jun jul aug
    sep sept oct nov dec ca c approx rs res""".split()
)
"""Do not end a sentence when a number follows (compared in small letters)."""

MAYBE = frozenset(
    """inc corp ltd co bros jr sr etc al llc plc assn dept univ govt natl intl est mt ft ave blvd rd sq
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun ala ariz ark calif colo
    conn del fla ga ill ind kan ky la md mass mich minn miss mont neb nev okla ore pa penn tenn tex va vt wash wis wyo
    ph esq ret""".split()
)
"""End a sentence only before a word that usually begins one."""

STARTERS = frozenset(
    """The A An This That These Those He She It They We I You His Her Its Their Our My In On At By For From With Without
    But And Or So Yet If When While As After Before Since Although Though However Meanwhile Moreover Also Then
    There Here
    What Who Why How Where Which Whether Some Many Most Several All Both Each Every No Not One Two Three Four Five
    Another Other Others Under Over During Despite According Earlier Later Last Next Now Today Yesterday Tomorrow
    To Of About Because Until Once Among Between Against Such Only Even Still Instead Nor Asked Speaking Officials
    Police Authorities Witnesses Analysts Critics Nobody Nothing Everyone Mr Mrs Ms""".split()
)
"""Capitalised words that usually begin a sentence and seldom go on with a name."""

AMERICAN_PLACES = frozenset(
    "Eastern Pacific Central Mountain Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
"""Words that go on after "a.m." and "p.m."."""
