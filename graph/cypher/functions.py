"""What a text may call: the functions and procedures that all engines have and that only read the graph."""

from __future__ import annotations

# Aggregating; of nodes, relationships and paths; of lists; of texts; of numbers; of any value; of time and space.
_NAMES = """
avg collect count max min percentilecont percentiledisc stdev stdevp sum
allshortestpaths elementid endnode id keys labels length nodes properties relationships shortestpath startnode type
all any exists head isempty last none range reduce reverse single size tail tobooleanlist tofloatlist tointegerlist
tostringlist
btrim char_length character_length left lower ltrim normalize replace right rtrim split substring tolower toupper
trim upper
abs acos asin atan atan2 ceil cos cot degrees e exp floor haversin isnan log log10 pi radians rand round
sign sin sqrt tan
coalesce nullif randomuuid timestamp toboolean tobooleanornull tofloat tofloatornull tointeger tointegerornull
tostring tostringornull valuetype
date date.realtime date.statement date.transaction date.truncate datetime datetime.fromepoch
datetime.fromepochmillis datetime.realtime datetime.statement datetime.transaction datetime.truncate duration
duration.between duration.indays duration.inmonths duration.inseconds localdatetime localdatetime.realtime
localdatetime.statement localdatetime.transaction localdatetime.truncate localtime localtime.realtime
localtime.statement localtime.transaction localtime.truncate point point.distance point.withinbbox time
time.realtime time.statement time.transaction time.truncate vector.similarity.cosine vector.similarity.euclidean
"""

FUNCTIONS = frozenset(_NAMES.split())
"""In lower case; case does not count in names of functions."""

PROCEDURES: dict[str, str] = {
    "db.labels": "neo4j",
    "db.relationshipTypes": "neo4j",
    "db.index.fulltext.queryNodes": "neo4j",
}
"""Name to the engine where it may be called; the others know it by another name or answer otherwise. Case counts."""

WORDS_BEFORE_PARENTHESES = frozenset(
    {"MATCH", "WHERE", "AND", "OR", "XOR", "NOT", "IN", "RETURN", "WITH", "DISTINCT", "CASE", "WHEN", "THEN", "ELSE"}
    | {"BY", "UNWIND", "SKIP", "OFFSET", "LIMIT", "CONTAINS", "FROM", "BOTH", "LEADING", "TRAILING"}
    | {"SHORTEST", "PATH", "PATHS", "GROUP", "GROUPS"}
)
"""Keywords that a parenthesis can follow, in upper case."""
