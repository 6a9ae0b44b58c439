"""Time expressions: (sentence, the expressions expected in it). One row is one piece of the specification."""

import re
import time
from itertools import pairwise

import pytest

from dotterel.annotate.timexes import find_timexes
from dotterel.model import Sentence, Span


def found(text: str) -> list[tuple[str, str, str]]:
    timexes = find_timexes(Sentence(0, Span(0, len(text))), text)
    assert [t.span for t in timexes] == sorted(t.span for t in timexes)
    assert all(not a.span.overlaps(b.span) for a, b in pairwise(timexes))
    return [(t.span.slice(text), t.type, t.expression) for t in timexes]


def check(text: str, *expected: str) -> None:
    assert [f"{words} | {kind} | {expression}" for words, kind, expression in found(text)] == list(expected)


DATES = [
    ("They met on Thursday.", "Thursday | DATE | weekday:4"),
    ("They met Thursday.", "Thursday | DATE | weekday:4"),
    ("Thursday's meeting was short.", "Thursday | DATE | weekday:4"),
    ("They met on Thurs. in Cairo.", "Thurs. | DATE | weekday:4"),
    ("They met last Monday.", "last Monday | DATE | weekday:1;which=last"),
    ("They meet next Friday.", "next Friday | DATE | weekday:5;which=next"),
    ("They meet this Sunday.", "this Sunday | DATE | weekday:7;which=this"),
    ("They met this past Saturday.", "this past Saturday | DATE | weekday:6;which=last"),
    ("They meet this coming Saturday.", "this coming Saturday | DATE | weekday:6;which=next"),
    ("They met the following Tuesday.", "the following Tuesday | DATE | weekday:2;which=next;from=ref"),
    ("They met the previous Tuesday.", "the previous Tuesday | DATE | weekday:2;which=last;from=ref"),
    ("They met on Wednesday last week.", "Wednesday last week | DATE | weekday:3;of=-1w"),
    ("They meet on Wednesday next week.", "Wednesday next week | DATE | weekday:3;of=+1w"),
    ("They met late Monday.", "late Monday | TIME | weekday:1@NI;mod=END"),
    ("They met early on Friday.", "early on Friday | TIME | weekday:5@MO;mod=START"),
    ("They met on 12 June 2018.", "12 June 2018 | DATE | date:2018-06-12"),
    ("They met on 12th June, 2018.", "12th June, 2018 | DATE | date:2018-06-12"),
    ("They met on the 12th of June 2018.", "the 12th of June 2018 | DATE | date:2018-06-12"),
    ("They met on June 12, 2018, in Singapore.", "June 12, 2018 | DATE | date:2018-06-12"),
    ("They met on June 12 2018.", "June 12 2018 | DATE | date:2018-06-12"),
    ("They met on June 12th.", "June 12th | DATE | day:06-12"),
    ("They met on June 12.", "June 12 | DATE | day:06-12"),
    ("They met on 12 June.", "12 June | DATE | day:06-12"),
    ("They met on the 12th of June.", "the 12th of June | DATE | day:06-12"),
    ("They met on Sept. 5.", "Sept. 5 | DATE | day:09-05"),
    ("They met on Jan 3, 2001.", "Jan 3, 2001 | DATE | date:2001-01-03"),
    ("They met on Monday, June 3.", "Monday, June 3 | DATE | day:06-03"),
    ("They met on Tuesday 12 June 2018.", "Tuesday 12 June 2018 | DATE | date:2018-06-12"),
    ("They met on Tuesday, the 12th of June.", "Tuesday, the 12th of June | DATE | day:06-12"),
    ("They met on June 12 last year.", "June 12 last year | DATE | day:06-12;of=-1y"),
    ("PYONGYANG, May 31 (Agency) — Talks began.", "May 31 | DATE | day:05-31"),
    ("LONDON, MAY 31 — Talks began.", "MAY 31 | DATE | day:05-31"),
    ("the June 12 summit was cancelled", "June 12 | DATE | day:06-12"),
    ("Dated 2018-05-31 in the record.", "2018-05-31 | DATE | date:2018-05-31"),
    ("Dated 25/12/2018 in the record.", "25/12/2018 | DATE | date:2018-12-25"),
    ("Dated 12/25/2018 in the record.", "12/25/2018 | DATE | date:2018-12-25"),
    ("Dated 25.12.2018 in the record.", "25.12.2018 | DATE | date:2018-12-25"),
    ("Dated 03/04/2018 in the record.", "03/04/2018 | DATE | date:2018"),
    ("They met in May.", "May | DATE | month:5"),
    ("They met in May 2018.", "May 2018 | DATE | date:2018-05"),
    ("They met in May, 2018.", "May, 2018 | DATE | date:2018-05"),
    ("They met in May of 2018.", "May of 2018 | DATE | date:2018-05"),
    ("They met in May last year.", "May last year | DATE | month:5;of=-1y"),
    ("They meet in May of next year.", "May of next year | DATE | month:5;of=+1y"),
    ("They met last May.", "last May | DATE | month:5;which=last"),
    ("They meet next October.", "next October | DATE | month:10;which=next"),
    ("They met in late May.", "late May | DATE | month:5;mod=END"),
    ("They met in late May 2018.", "late May 2018 | DATE | date:2018-05;mod=END"),
    ("They met in mid-July.", "mid-July | DATE | month:7;mod=MID"),
    ("They met at the end of August.", "the end of August | DATE | month:8;mod=END"),
    ("They met at the beginning of 2015.", "the beginning of 2015 | DATE | date:2015;mod=START"),
    ("They met in Nov. 2010.", "Nov. 2010 | DATE | date:2010-11"),
    ("November's vote was delayed.", "November | DATE | month:11"),
    ("The April elections were delayed.", "April | DATE | month:4"),
    ("In March, they met.", "March | DATE | month:3"),
    ("They met in 2015.", "2015 | DATE | date:2015"),
    ("They met in mid-2016.", "mid-2016 | DATE | date:2016;mod=MID"),
    ("They met in early 2016.", "early 2016 | DATE | date:2016;mod=START"),
    ("the 2015 nuclear accord was signed", "2015 | DATE | date:2015"),
    ("Iran's 2009 election was disputed.", "2009 | DATE | date:2009"),
    ("the year 1999 was hard", "1999 | DATE | date:1999"),
    ("He was elected (2014) and lost.", "2014 | DATE | date:2014"),
    ("a post-2014 mission", ""),
    ("They met in the third quarter of 2018.", "the third quarter of 2018 | DATE | date:2018-Q3"),
    ("Growth slowed in the third quarter.", "the third quarter | DATE | quarter:3"),
    ("Growth slowed in Q3 2018.", "Q3 2018 | DATE | date:2018-Q3"),
    ("Growth in the first quarter of last year.", "the first quarter of last year | DATE | quarter:1;of=-1y"),
    ("Growth in the first half of 2018.", "the first half of 2018 | DATE | date:2018-H1"),
    ("They met in the summer of 2018.", "the summer of 2018 | DATE | date:2018-SU"),
    ("They met in summer 2018.", "summer 2018 | DATE | date:2018-SU"),
    ("They met last winter.", "last winter | DATE | season:WI;which=last"),
    ("They meet this autumn.", "this autumn | DATE | season:FA;which=this"),
    ("They met in early spring.", "early spring | DATE | season:SP;mod=START"),
    ("They met in the summer.", "the summer | DATE | season:SU"),
    ("War raged in the 1990s.", "the 1990s | DATE | date:199"),
    ("War raged in the early 1990s.", "the early 1990s | DATE | date:199;mod=START"),
    ("War raged in the ’80s.", "the ’80s | DATE | date:198"),
    ("War raged in the nineties.", "the nineties | DATE | date:199"),
    ("a 19th-century treaty", "19th-century | DATE | date:18"),
    ("in the early 20th century", "the early 20th century | DATE | date:19;mod=START"),
    ("The fiscal 2018 budget passed.", "fiscal 2018 | DATE | date:FY2018"),
    ("In fiscal year 2019 spending rose.", "fiscal year 2019 | DATE | date:FY2019"),
    ("Spending in the last fiscal year.", "the last fiscal year | DATE | period:-1fy"),
    ("the Sept. 11 attacks", "Sept. 11 | DATE | date:2001-09-11"),
    ("after 9/11 everything changed", "9/11 | DATE | date:2001-09-11;relation=after"),
    ("They met on Christmas Day.", "Christmas Day | DATE | day:12-25"),
    ("They met on New Year's Eve.", "New Year's Eve | DATE | day:12-31"),
    ("They will decide on the 12th.", "the 12th | DATE | monthday:12"),
    ("They met on the 3rd of this month.", "the 3rd of this month | DATE | monthday:3;of=+0m"),
    ("They met on the 21st and the talks went on.", "the 21st | DATE | monthday:21"),
]

RELATIVE = [
    ("They met yesterday.", "yesterday | DATE | offset:-1d"),
    ("They met today.", "today | DATE | offset:+0d"),
    ("They meet tomorrow.", "tomorrow | DATE | offset:+1d"),
    ("They met last week.", "last week | DATE | period:-1w"),
    ("last week's meeting", "last week | DATE | period:-1w"),
    ("They meet next week.", "next week | DATE | period:+1w"),
    ("They met this week.", "this week | DATE | period:+0w"),
    ("They met last month.", "last month | DATE | period:-1m"),
    ("They meet this month.", "this month | DATE | period:+0m"),
    ("They meet next year.", "next year | DATE | period:+1y"),
    ("They met last weekend.", "last weekend | DATE | period:-1we"),
    ("They met over the weekend.", "the weekend | DATE | period:+0we"),
    ("They met earlier this month.", "earlier this month | DATE | period:+0m;mod=START"),
    ("They meet later this year.", "later this year | DATE | period:+0y;mod=END"),
    ("They met early last year.", "early last year | DATE | period:-1y;mod=START"),
    ("They met late last month.", "late last month | DATE | period:-1m;mod=END"),
    ("They meet at the end of this year.", "the end of this year | DATE | month:12;of=+0y"),
    ("They meet by the end of the year.", "the end of the year | DATE | month:12;of=+0y;relation=by"),
    ("They met two weeks ago.", "two weeks ago | DATE | offset:-2w"),
    ("They met a month ago.", "a month ago | DATE | offset:-1m"),
    ("They met 10 days ago.", "10 days ago | DATE | offset:-10d"),
    ("They met twenty-five years ago.", "twenty-five years ago | DATE | offset:-25y"),
    ("They met a decade ago.", "a decade ago | DATE | offset:-10y"),
    ("They met more than three years ago.", "more than three years ago | DATE | offset:-3y"),
    ("They met several years ago.", "several years ago | DATE | offset:-Xy"),
    ("They met a couple of days ago.", "a couple of days ago | DATE | offset:-2d"),
    ("They met two and a half years ago.", "two and a half years ago | DATE | offset:-2.5y"),
    ("They met a fortnight ago.", "a fortnight ago | DATE | offset:-2w"),
    ("They meet three days from now.", "three days from now | DATE | offset:+3d"),
    ("They met hours ago.", "hours ago | DATE | ref:PAST_REF"),
    ("The vote was held the day before.", "the day before | DATE | offset:-1d;from=ref"),
    ("He left the day after the summit.", "the day after | DATE | offset:+1d;from=event"),
    ("He left the day before yesterday.", "the day before yesterday | DATE | offset:-2d"),
    ("He leaves the day after tomorrow.", "the day after tomorrow | DATE | offset:+2d"),
    ("He left the following day.", "the following day | DATE | period:+1d;from=ref"),
    ("He left the next day.", "the next day | DATE | period:+1d;from=ref"),
    ("He left the previous week.", "the previous week | DATE | period:-1w;from=ref"),
    ("He left the same day.", "the same day | DATE | period:+0d;from=ref"),
    ("He left that year.", "that year | DATE | period:+0y;from=ref"),
    ("He left a day earlier.", "a day earlier | DATE | offset:-1d;from=ref"),
    ("He left two months later.", "two months later | DATE | offset:+2m;from=ref"),
    ("He left three days later, and came back.", "three days later | DATE | offset:+3d;from=ref"),
    ("He left a year before.", "a year before | DATE | offset:-1y;from=ref"),
    ("He left a day after the summit.", "a day | DURATION | duration:P1D;shift=+1d"),
    ("He left two weeks before the vote.", "two weeks | DURATION | duration:P2W;shift=-2w"),
    ("It now controls the city.", "now | DATE | ref:PRESENT_REF"),
    ("It currently controls the city.", "currently | DATE | ref:PRESENT_REF"),
    ("It recently took the city.", "recently | DATE | ref:PAST_REF"),
    ("It took the city in recent weeks.", "recent weeks | DATE | ref:PAST_REF"),
    ("It will take it in the near future.", "the near future | DATE | ref:FUTURE_REF"),
]

MORE = [
    ("They met on the last day of November.", "the last day of November | DATE | day:11-30"),
    ("They met on the first day of May 2018.", "the first day of May 2018 | DATE | date:2018-05-01"),
    ("It lasts until the twentieth of January.", "the twentieth of January | DATE | day:01-20;relation=until"),
    (
        "They meet on the fifteenth and sixteenth of October.",
        "the fifteenth and sixteenth of October | DATE | day:10-15;until=day:10-16",
    ),
    ("They met on the last day of the month.", "the last day of the month | DATE | period:+0m;mod=END"),
    ("It follows half a century of war.", "half a century | DURATION | duration:P50Y"),
    ("Five days before that, he fled.", "Five days before | DATE | offset:-5d;from=ref"),
    ("He came the weekend before.", "the weekend before | DATE | period:-1we;from=ref"),
    ("They met on the eve of the vote.", "the eve | DATE | offset:-1d;from=event"),
    ("They met at four in the morning.", "four in the morning | TIME | offset:+0d@T04:00;from=ref"),
    ("They met at nine at night.", "nine at night | TIME | offset:+0d@T21:00;from=ref"),
    ("They met at dusk.", "dusk | TIME | offset:+0d@EV;from=ref"),
    ("Dated 2018-02-31 in the record.", ""),
    ("On 31 June they met.", "June | DATE | month:6"),
    ("They met before dawn on Sunday.", "before dawn on Sunday | TIME | weekday:7@MO"),
    ("the talks of 3 to 5 March 2018", "3 to 5 March 2018 | DATE | date:2018-03-03;until=date:2018-03-05"),
    ("In the 2014-15 season", "2014-15 | DATE | date:2014;until=date:2015"),
    (
        "He was in office in 2003, 2004 and 2005.",
        "2003 | DATE | date:2003",
        "2004 | DATE | date:2004",
        "2005 | DATE | date:2005",
    ),
]

TIMES = [
    ("They met Monday morning.", "Monday morning | TIME | weekday:1@MO"),
    ("They met on Friday night.", "Friday night | TIME | weekday:5@NI"),
    ("They met this morning.", "this morning | TIME | offset:+0d@MO"),
    ("They met last night.", "last night | TIME | offset:-1d@NI"),
    ("They meet tonight.", "tonight | TIME | offset:+0d@NI"),
    ("Shelling went on overnight.", "overnight | TIME | offset:+0d@NI"),
    ("They met yesterday evening.", "yesterday evening | TIME | offset:-1d@EV"),
    ("They met at 10 a.m.", "10 a.m. | TIME | offset:+0d@T10:00;from=ref"),
    ("They met at 10:30 p.m. local time.", "10:30 p.m. local time | TIME | offset:+0d@T22:30;from=ref"),
    ("They met at 10pm.", "10pm | TIME | offset:+0d@T22:00;from=ref"),
    ("They met at 14:30 GMT.", "14:30 GMT | TIME | offset:+0d@T14:30;from=ref"),
    ("They met at 1430 GMT.", "1430 GMT | TIME | offset:+0d@T14:30;from=ref"),
    ("They met at noon.", "noon | TIME | offset:+0d@T12:00;from=ref"),
    ("They met at midnight on Friday.", "midnight on Friday | TIME | weekday:5@T24:00"),
    ("They met at 10 a.m. on Monday.", "10 a.m. on Monday | TIME | weekday:1@T10:00"),
    ("They met Monday at 10 a.m.", "Monday at 10 a.m. | TIME | weekday:1@T10:00"),
    ("They met at five o'clock.", "five o'clock | TIME | offset:+0d@T17:00;from=ref"),
    ("They met later that night.", "that night | TIME | offset:+0d@NI;from=ref"),
    ("in the early hours of Monday", "the early hours of Monday | TIME | weekday:1@MO"),
    ("A bomb went off at about 9:15 a.m. on June 3.", "9:15 a.m. on June 3 | TIME | day:06-03@T09:15"),
]

DURATIONS = [
    ("The talks went on for three days.", "three days | DURATION | duration:P3D"),
    ("A two-day visit began.", "two-day | DURATION | duration:P2D"),
    ("The four-year-long war ended.", "four-year-long | DURATION | duration:P4Y"),
    ("He was jailed for 18 months.", "18 months | DURATION | duration:P18M"),
    ("The call took 30 minutes.", "30 minutes | DURATION | duration:PT30M"),
    ("The call took half an hour.", "half an hour | DURATION | duration:PT30M"),
    ("They fought for years.", "years | DURATION | duration:PXY"),
    ("They fought for several months.", "several months | DURATION | duration:PXM"),
    ("They fought for two decades.", "two decades | DURATION | duration:P20Y"),
    ("Over the past three days they met.", "the past three days | DURATION | duration:P3D;window=-"),
    ("In the past year they met.", "the past year | DURATION | duration:P1Y;window=-"),
    ("In the last two weeks they met.", "the last two weeks | DURATION | duration:P2W;window=-"),
    ("In the next six months they meet.", "the next six months | DURATION | duration:P6M;window=+"),
    ("in the coming days", "the coming days | DATE | ref:FUTURE_REF"),
    ("They will meet in two weeks.", "two weeks | DURATION | duration:P2W;lead=in"),
    ("He must leave within 48 hours.", "48 hours | DURATION | duration:PT48H;lead=in"),
    ("two and a half years of war", "two and a half years | DURATION | duration:P2Y6M"),
    ("a year of war", "a year | DURATION | duration:P1Y"),
    ("They met after weeks of talks.", "weeks | DURATION | duration:PXW"),
]

SETS = [
    ("They meet every Monday.", "every Monday | SET | set:XXXX-WXX-1"),
    ("They protest on Fridays.", "Fridays | SET | set:XXXX-WXX-5"),
    ("They meet every year.", "every year | SET | set:P1Y"),
    ("They meet every two years.", "every two years | SET | set:P2Y"),
    ("They meet every other week.", "every other week | SET | set:P2W"),
    ("They meet each May.", "each May | SET | set:XXXX-05"),
    ("They meet once a week.", "a week | SET | set:P1W"),
    ("He earns $40 a day.", "a day | SET | set:P1D"),
    ("They meet daily.", "daily | SET | set:P1D"),
    ("The daily Al-Akhbar wrote so.", ""),
    ("He told a pro-government daily.", ""),
    ("two million barrels per day", "per day | SET | set:P1D"),
    ("They meet every morning.", "every morning | SET | set:XXXX-XX-XXTMO"),
    ("They meet every summer.", "every summer | SET | set:XXXX-SU"),
]

RANGES = [
    (
        "The talks ran from Monday to Wednesday.",
        "Monday | DATE | weekday:1;relation=between;until=weekday:3",
        "Wednesday | DATE | weekday:3;relation=between;since=weekday:1",
    ),
    ("The talks ran between 3 and 5 March.", "3 and 5 March | DATE | day:03-03;until=day:03-05"),
    ("The talks of 12-14 June.", "12-14 June | DATE | day:06-12;until=day:06-14"),
    ("The talks of June 12-14, 2018.", "June 12-14, 2018 | DATE | date:2018-06-12;until=date:2018-06-14"),
    ("On June 12 to 14 they met.", "June 12 to 14 | DATE | day:06-12;until=day:06-14"),
    (
        "He ruled from 2009 to 2012.",
        "2009 | DATE | date:2009;relation=between;until=date:2012",
        "2012 | DATE | date:2012;relation=between;since=date:2009",
    ),
    (
        "the war between 2003 and 2006",
        "2003 | DATE | date:2003;relation=between;until=date:2006",
        "2006 | DATE | date:2006;relation=between;since=date:2003",
    ),
    ("the 2003-2006 war", "2003-2006 | DATE | date:2003;until=date:2006"),
    ("in 2015-16 they met", "2015-16 | DATE | date:2015;until=date:2016"),
    (
        "from June 3 to July 4",
        "June 3 | DATE | day:06-03;relation=between;until=day:07-04",
        "July 4 | DATE | day:07-04;relation=between;since=day:06-03",
    ),
    ("He has ruled since 2009.", "2009 | DATE | date:2009;relation=since"),
    ("He stays until Friday.", "Friday | DATE | weekday:5;relation=until"),
    ("He must leave by Friday.", "Friday | DATE | weekday:5;relation=by"),
    ("He left before June 3.", "June 3 | DATE | day:06-03;relation=before"),
]

NEWS = [
    ("He fled hours later.", "hours later | DATE | offset:+XH;from=ref"),
    ("He fled hours after the vote.", "hours | DURATION | duration:PTXH;shift=+XH"),
    (
        "He left on Monday, less than a day after the vote.",
        "Monday | DATE | weekday:1",
        "less than a day | DURATION | duration:P1D;shift=+1d",
    ),
    ("They besieged it for two months before troops came.", "two months | DURATION | duration:P2M"),
    ("They met in the evening.", "the evening | TIME | offset:+0d@EV;from=ref"),
    ("By nightfall it was over.", "nightfall | TIME | offset:+0d@NI;from=ref;relation=by"),
    ("They marched all night.", "all night | TIME | offset:+0d@NI;from=ref"),
    ("He had left the night before.", "the night before | TIME | offset:-1d@NI;from=ref"),
    ("They fought after dark.", "after dark | TIME | offset:+0d@NI;from=ref"),
    ("They met in the small hours of Sunday.", "the small hours of Sunday | TIME | weekday:7@MO"),
    ("The shooting stopped at midnight.", "midnight | TIME | offset:+0d@T24:00;from=ref"),
    ("The second reading was due at eleven, they said.", "eleven | TIME | offset:+0d@T11:00;from=ref"),
    ("08:15 Police ring the square.", "08:15 | TIME | offset:+0d@T08:15"),
    ("He came before Easter.", "Easter | DATE | easter:+0;relation=before"),
    ("They met on Good Friday.", "Good Friday | DATE | easter:-2"),
    ("He was jailed in April of that year.", "April of that year | DATE | month:4;which=this;from=ref"),
    ("He was extradited that April.", "that April | DATE | month:4;which=this;from=ref"),
    ("He got four years and eight months.", "four years and eight months | DURATION | duration:P4Y8M"),
    ("It took more than a decade.", "more than a decade | DURATION | duration:P10Y"),
    ("It is one hundred and fifty years since.", "one hundred and fifty years | DURATION | duration:P150Y"),
    ("the first in a quarter of a century", "a quarter of a century | DURATION | duration:P25Y"),
    ("The half-hour meeting was cold.", "half-hour | DURATION | duration:PT30M"),
    ("three quarters of a million people", ""),
    ("He had come two days before and left.", "two days before | DATE | offset:-2d;from=ref"),
    ("He had come the week before with his wife.", "the week before | DATE | period:-1w;from=ref"),
    ("The ban came days later.", "days later | DATE | offset:+Xd;from=ref"),
    ("They fled the morning after the raid.", "the morning after | TIME | offset:+1d@MO;from=event"),
    ("They met at six on Tuesday evening.", "six on Tuesday evening | TIME | weekday:2@T18:00"),
    ("They met at four o'clock on Monday morning.", "four o'clock on Monday morning | TIME | weekday:1@T04:00"),
    ("They met at half past ten on Tuesday evening.", "half past ten on Tuesday evening | TIME | weekday:2@T22:30"),
    (
        "They met at a quarter to six in the evening.",
        "a quarter to six in the evening | TIME | offset:+0d@T17:45;from=ref",
    ),
    ("They met at 7.30 in the evening.", "7.30 in the evening | TIME | offset:+0d@T19:30;from=ref"),
    ("They met at eight yesterday.", "eight yesterday | TIME | offset:-1d@T20:00"),
    ("They met at noon the next day.", "noon the next day | TIME | period:+1d@T12:00;from=ref"),
    ("They met shortly after eleven.", "eleven | TIME | offset:+0d@T11:00;from=ref;relation=after"),
    ("It rained after midnight.", "midnight | TIME | offset:+0d@T00:00;from=ref;relation=after"),
    ("Wednesday, 18.20: the court has ruled.", "Wednesday, 18.20 | TIME | weekday:3@T18:20"),
    ("08:15 On Monday police ring the square.", "08:15 | TIME | offset:+0d@T08:15", "Monday | DATE | weekday:1"),
    ("He goes in the last week of July.", "the last week of July | DATE | month:7;week=last"),
    ("He goes in the second week of July 2020.", "the second week of July 2020 | DATE | date:2020-07;week=2"),
    ("He goes in the first week of July.", "the first week of July | DATE | month:7;mod=START"),
    ("He went in the last days of March.", "the last days of March | DATE | month:3;mod=END"),
    ("It was lost on the 24th of that month.", "the 24th of that month | DATE | monthday:24;of=+0m;from=ref"),
    ("They called a march for the 14th.", "the 14th | DATE | monthday:14"),
    ("the third day of the strike", "the third day | DATE | period:+0d;from=ref"),
    (
        "On Monday, the first day of talks, they met.",
        "Monday | DATE | weekday:1",
        "the first day | DATE | period:+0d;from=ref",
    ),
    ("They left from the first day.", ""),
    ("It ran into its second day.", ""),
    ("They struck back within the hour.", "the hour | DURATION | duration:PT1H"),
    ("It was the man of the hour.", ""),
    ("A month-long strike began.", "month-long | DURATION | duration:P1M"),
    ("The months-long strike ended.", "months-long | DURATION | duration:PXM"),
    ("Cabinet falls after week of unrest", "week | DURATION | duration:P1W"),
    ("They marched all week, they said.", "all week | DURATION | duration:P1W"),
    ("They fought all summer.", "all summer | DATE | season:SU"),
    ("They fought that winter.", "that winter | DATE | season:WI;which=this;from=ref"),
    ("the goods that fall under the pact", ""),
    ("They were held for a night.", "a night | DURATION | duration:P1D"),
    ("They rested after a night march.", ""),
    ("They left before dawn.", "dawn | TIME | offset:+0d@MO;from=ref;relation=before"),
    ("By early afternoon it was over.", "early afternoon | TIME | offset:+0d@AF;from=ref;relation=by"),
    ("They met on Palm Sunday.", "Palm Sunday | DATE | easter:-7"),
    ("They must go by the new year.", "the new year | DATE | day:01-01;relation=by"),
    ("the new year holidays", ""),
    ("They died on Bloody Sunday under the Good Friday Agreement.", ""),
    ("They sailed to Christmas Island.", ""),
    ("The truce unravelled from 2005 onwards.", "2005 | DATE | date:2005"),
    ("at the turn of the year", "the turn of the year | DATE | month:1;of=+0y"),
    ("They meet on Sunday week, in Rome.", "Sunday week | DATE | weekday:7;which=week"),
    ("the Sunday week-long talks began", "the Sunday | DATE | weekday:7", "week-long | DURATION | duration:P1W"),
    ("It fell on the night of 14 February.", "the night of 14 February | TIME | day:02-14@NI"),
    ("It fell on the night of the vote.", ""),
    ("They left in the small hours.", "the small hours | TIME | offset:+0d@MO;from=ref"),
    ("The truce began at 0400 local time.", "0400 local time | TIME | offset:+0d@T04:00;from=ref"),
    ("They sent 0400 tons.", ""),
    ("It came at 10 a.m. (GMT) on Friday.", "10 a.m. (GMT) on Friday | TIME | weekday:5@T10:00"),
    (
        "Between March and May they met.",
        "March | DATE | month:3;relation=between;until=month:5",
        "May | DATE | month:5;relation=between;since=month:3",
    ),
    ("They met the next Sunday.", "the next Sunday | DATE | weekday:7;which=next;from=ref"),
    ("They left next day.", "next day | DATE | period:+1d;from=ref"),
    ("for the third time in as many weeks", ""),
    ("after three Mondays of protest", ""),
    ("the second quarter of fiscal 2023", "the second quarter of fiscal 2023 | DATE | date:2023-Q2"),
]

NOTHING = [
    "The monthly talks",
    "the annual summit",
    "The 45-year-old was jailed.",
    "Theresa May met Angela Merkel.",
    "Mrs May was criticised by Merkel, and May replied.",
    "They may march on the palace.",
    "The March for Our Lives drew crowds.",
    "The Women's March drew crowds.",
    "The march was banned.",
    "April Glaspie and June Brown met.",
    "A second round of talks failed.",
    "The Sun reported it.",
    "He sat down with Jan Kubis.",
    "They sent 2000 soldiers.",
    "More than 2000 people fled.",
    "It cost $2015 or €1999.",
    "It fell to 1,500 from 2,000.",
    "A force of 1800 peacekeepers arrived.",
    "UN Security Council Resolution 1701 was passed.",
    "They fired 1500 rockets.",
    "Flight 2015 landed.",
    "The Arab Spring began.",
    "The Winter Olympics opened.",
    "The fall of Kabul was swift.",
    "Prices fall in the city.",
    "USA Today and Russia Today reported it.",
    "China Daily reported it.",
    "A quarter of the seats went to women.",
    "He came third in the race.",
    "The 5th Brigade advanced.",
    "the 3.15 version",
    "They won 3-5 and 12-14.",
    "Group of 20 leaders",
    "",
    "No time at all is named here.",
    "He won 51.5 percent, or 2015.5 points.",
]


@pytest.mark.parametrize(
    "case", DATES + RELATIVE + MORE + TIMES + DURATIONS + SETS + RANGES + NEWS, ids=lambda case: case[0]
)
def test_finds(case: tuple[str, ...]) -> None:
    check(case[0], *[expected for expected in case[1:] if expected])


@pytest.mark.parametrize("text", NOTHING)
def test_finds_nothing_in(text: str) -> None:
    check(text) if text else None


def test_may_is_a_person_in_a_report_about_her() -> None:
    text = "Theresa May met Mr Li. He was thanked by May. They meet in May. He wrote to May on May 3."
    sentences = [Sentence(n, Span(*found.span())) for n, found in enumerate(re.finditer(r"[^.]+\.", text))]
    assert [t.span.slice(text) for one in sentences for t in find_timexes(one, text)] == ["May", "May 3"]


def test_spans_point_into_the_document() -> None:
    text = "First line.\nThey met on\nMonday  and left on 3\u00a0June."
    timexes = find_timexes(Sentence(3, Span(12, len(text))), text)
    assert [(t.span.slice(text), t.sentence) for t in timexes] == [("Monday", 3), ("3\u00a0June", 3)]


@pytest.mark.parametrize(
    "unit",
    [
        "May ",
        "10:30 ",
        "every two years ",
        "a day after the ",
        "1 ",
        "Monday, ",
        "June 3 ",
        "at six on Tuesday evening ",
        "the night of ",
        "\t",
    ],
)
def test_reading_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        started = time.process_time()
        find_timexes(Sentence(0, Span(0, size)), text)
        return time.process_time() - started

    seconds(1000)
    assert seconds(40_000) < 40 * max(seconds(4000), 0.005)
