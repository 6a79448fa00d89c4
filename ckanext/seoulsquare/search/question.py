"""Tell natural questions, keyword queries and explicit Lucene queries apart, and leave out words that only ask.

Plain Python on strings: nothing here knows CKAN or Solr.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

# Korean words that put a question and say nothing about its subject, with the endings they occur in.
_ENDINGS = (
    "(?:이|가|은|는|을|를|의|에|에서|에게|으로|로|와|과|도|만|까지|부터|라도|이나|들|한|할|하|해|하고|하는|하면|하려면|한가요|할까요|"
    "하나요|하여|해서|해요|합니다|하신|했|되|돼|되나요|되는|된|될|될까요|돼요|인|인가요|인지|인데|일까요|입니까|입니다|이에요|예요|이란|"
    "이며|있는|있나요|있는지|이라면|라면|마다|께|하세요|하시오|하시나요|해주세요|드려요|드립니다|한지|한데|하지만|하기|해야)*"
)
_ASKING_STEMS = (
    "궁금|도움|필요|경우|사람|친구|지인|가능|얼마|얼마나|정도|무엇|무엇무엇|뭐|어디|어디서|언제|누구|누가|설명|만약|진행|정확|구체적|상황|"
    "문제|이유|의미|혜택|관련|해당|저희|제가|내가|우리|예정|생각|걱정|고민|말씀|답변|질문|주변|최근|부탁|자세|준비|확인|어떻게|어떤|"
    "어떠|어떤것|어느|무슨|곳|것|때|혹시|현재|이런|그런|이러|그러|다른|추천|조언|특별|다음"
)
_ASKING_WORDS = (
    "저 저는 제 나 나는 내 나의 저의 저도 너 그 이 수 수가 수도 및 또는 그리고 왜 몇 몇가지 더 좀 꼭 잘 못 안 만 후 시 중 중에 줄 등 등의 "
    "한 할 하나요 할까요 하는 하는지 하는데 하려면 하려고 하면 하고 하여 하기 하죠 하지 해 해야 해서 해요 해주세요 해줘 했는데 했을 합니까 합니다 "
    "있나요 있을까요 있을 있는 있는지 있는지요 있는데 있다면 있다고 있다는 있으면 있으며 있어요 있어서 있습니까 있죠 있고 있던 없나요 없는 없을 없이 없는데 "
    "되나요 될까요 되는 되는지 되며 된다면 되어 되면 되고 된 될 됩니까 돼요 인가요 인지 인데 이며 건가요 걸까요 "
    "받나요 받을까요 받을 받으려면 받으려고 받는 받는지 받고 받기 받게 받은 받아야 받으면 "
    "알고 알 알려 알려줘 알려주세요 알려주실 알려주시겠어요 알려주십시오 알아보고 알아볼 알아봐야 알아야 알기 말해줘 말해주세요 찾고 찾을 찾는 찾아야 "
    "싶어요 싶습니다 싶은데요 싶은데 싶으면 싶다면 싶을 싶은 싶어 싶어서 싶어하는 싶습니다만 주세요 주십시오 주시겠어요 주실 줘 "
    "위해 위해서 위한 대해 대해서 대한 대하여 통해 통해서 통한 따라 따른 따르면 관한 인해 인한 의한 의해 "
    "뭔가요 뭔지 뭔데 뭐예요 얻을 얻고 얻으려면 얻기 가야 갈 가능할지 좋을까요 좋나요 좋은 들었는데 들었어요 보고 볼 건데 이루어지나요 이루어지는 "
    "구하고 구할 겪고 가진 가지고 인정 서술하시오 설명하시오 논하시오 기술하시오 제시하시오"
).split()
# Words that hold keywords together and need not occur.
FUNCTION_WORDS = frozenset(
    "및 또는 그리고 혹은 등 등의 그 이 수 것 위한 대한 관한 통한 따른 의 과 와 의한 인한".split()
)
_ASKING = re.compile(rf"^(?:(?:{_ASKING_STEMS}){_ENDINGS}|{'|'.join(_ASKING_WORDS)})$")
_ENDING_QUESTION = re.compile(
    r"(?:[?？]|(?:까|나|가|는지|는데|은데|요|죠|지|시오|줘|니|냐|다|라|세요)[.!。~]*)$"
)
_ENGLISH_QUESTION = re.compile(
    r"^(?:how|what|where|when|who|whom|which|why|can|could|do|does|did|is|are|was|were|may|should|would|will|tell|"
    r"show|please)\b",
    re.IGNORECASE,
)
_ENGLISH_ASKING = re.compile(
    r"\b(?:how|what|where|when|who|whom|which|why|can|could|do|does|did|is|are|was|were|may|should|would|will|tell|"
    r"show|please|i|me|my|we|you|your|the|a|an|of|to|for|in|on|at|about|get|there|any|much|many|have|has)\b",
    re.IGNORECASE,
)
_CHINESE_ASKING = re.compile(
    r"请问|請問|请告诉我|請告訴我|怎么样?|怎麼樣?|怎样|怎樣|如何|什么时候|什麼時候|什么|什麼|哪里|哪裡|哪儿|哪些|哪个|哪個|多少|"
    r"为什么|為什麼|是否|可以|能不能|需要|吗|嗎|呢|[?？]"
)
_CHINESE_QUESTION = re.compile(
    r"请问|請問|怎么|怎麼|怎样|怎樣|如何|什么|什麼|哪|多少|是否|能不能|[吗嗎呢][?？]?$"
)

_HANGUL = re.compile(r"[가-힣]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_OPERATOR = re.compile(r'(?:^|\s)(?:AND|OR|NOT|&&|\|\|)(?:\s|$)|(?:^|\s)[+\-](?=[\w"(])')
_FIELD = re.compile(r"(?<![\w/])([A-Za-z_][\w.]*):(?=[\w\"\[({*?\\+\-])")
_PHRASE = re.compile(r'"[^"]+"')
_SPECIAL = re.compile(r'([\\+\-!(){}\[\]^"~*?:/&|])')
_WORD_LIMIT = 3


class Kind(Enum):
    """What somebody typed."""

    LUCENE = "lucene"  # fields and operators: leave it as it is
    KEYWORDS = "keywords"  # a few words: each of them counts
    QUESTION = "question"  # a sentence: the best answer comes first, no word is a must


def normalize(query: str) -> str:
    """The query in one Unicode form (NFKC), blanks collapsed."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", query)).strip()


def classify(query: str, fields: frozenset[str] = frozenset()) -> Kind:
    """Tell what kind of query this is. `fields` are the names a `field:value` may start with."""
    asked = any(_is_field(name, fields) for name in _FIELD.findall(query)) or _OPERATOR.search(query)
    if asked and _is_well_formed(query):
        return Kind.LUCENE
    plain = _PHRASE.sub(" ", query)
    if is_question(plain) or len(query.split()) > _WORD_LIMIT or len(_HAN.findall(plain)) > 8:
        return Kind.QUESTION
    return Kind.KEYWORDS


def _is_well_formed(query: str) -> bool:
    """Whether Solr's parser would take this: quotes and brackets in pairs, no operator without a word beside it."""
    bare = _PHRASE.sub("x", query).strip()
    opened, closed = bare.count("[") + bare.count("{"), bare.count("]") + bare.count("}")
    if '"' in bare or bare.count("(") != bare.count(")") or opened != closed:
        return False
    return not re.search(
        r"^(?:AND|OR|&&|\|\|)\b|\b(?:AND|OR|NOT|&&|\|\|)$|\b(?:AND|OR) (?:AND|OR)\b|[/\\]$", bare
    )


def _is_field(name: str, fields: frozenset[str]) -> bool:
    return name in fields or name.startswith(("extras_", "res_", "vocab_"))


def is_question(query: str) -> bool:
    """Whether this reads as a sentence that asks."""
    words = query.split()
    if not words:
        return False
    if _HANGUL.search(query):
        return query.endswith(("?", "？")) or (len(words) > 1 and bool(_ENDING_QUESTION.search(words[-1])))
    if _HAN.search(query):
        return bool(_CHINESE_QUESTION.search(query))
    return query.endswith(("?", "？")) or (len(words) > 1 and bool(_ENGLISH_QUESTION.match(query)))


def subject(question: str) -> str:
    """The question without the words that only ask; the whole question when nothing else is in it."""
    if _HAN.search(question) and not _HANGUL.search(question):
        kept = _CHINESE_ASKING.sub(" ", question)
    elif not _HANGUL.search(question):
        kept = _ENGLISH_ASKING.sub(" ", question.rstrip("?？!. "))
    else:
        words = (word.strip(" ?？!.,;:'\"()[]{}·…“”‘’") for word in question.split())
        kept = " ".join(word for word in words if word and not _ASKING.match(word))
    kept = re.sub(r"\s+", " ", kept).strip()
    return kept or question


def escape(text: str) -> str:
    """Text in which no character means anything to Solr's query parsers."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return re.sub(r"\b(AND|OR|NOT)\b", lambda match: match.group().lower(), escaped)
