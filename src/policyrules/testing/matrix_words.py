"""The words of a clause matrix, in English and Chinese."""

from __future__ import annotations

from typing import Final

_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "summary": "{clauses} clauses: {encoded} encoded, {delegated} delegated, {text only} text only",
        "gaps": "encoded clauses without a rule: {rule}, without a test: {test}",
        "clause": "clause",
        "rule": "rule",
        "where": "where",
        "tests": "tests",
        "source": "where it comes from",
        "quote": "“{text}”",
        "to": "left to: {text}",
        "reason": "why: {text}",
        "part": "text only, “{quote}”: {reason}",
        "note": "note: {text}",
        "carried_by": "to be carried by: {policies}",
        "no_rule": "no rule yet",
        "no_test": "no test",
        "no_tests": "no test names a rule of this clause",
        "assumed": "assumed: {text}",
        "delegated_to": "left to: {text}",
        "editions": "editions {names}",
        "list": ", ",
        "aside": " ({text})",
    },
    "zh": {
        "summary": "共 {clauses} 条：已编码 {encoded} 条，授权决定 {delegated} 条，仅存文本 {text only} 条",
        "gaps": "已编码条款中，无规则 {rule} 条，无测试 {test} 条",
        "clause": "条款",
        "rule": "规则",
        "where": "位置",
        "tests": "测试",
        "source": "依据",
        "quote": "“{text}”",
        "to": "由其决定：{text}",
        "reason": "理由：{text}",
        "part": "仅存文本，“{quote}”：{reason}",
        "note": "备注：{text}",
        "carried_by": "应由以下政策承载：{policies}",
        "no_rule": "尚无规则",
        "no_test": "无测试",
        "no_tests": "没有测试涉及本条的规则",
        "assumed": "推定：{text}",
        "delegated_to": "由其决定：{text}",
        "editions": "版本 {names}",
        "list": "、",
        "aside": "（{text}）",
        "encoded": "已编码",
        "delegated": "授权决定",
        "text only": "仅存文本",
        "must not": "不得",
        "should not": "不宜",
        "must": "应当",
        "should": "宜",
        "bar": "资格限制",
        "ground": "情形",
        "parameter": "参数",
        "definition": "定义",
        "table": "决策表",
        "row": "表行",
        "indicator": "指标",
        "deduction": "扣分",
        "adjustment": "加分、扣分",
        "grade": "等次",
        "veto": "一票否决",
        "effect": "后果",
        "award": "奖项",
        "duty": "职责",
        "requirement": "要求",
        "publication": "公布",
    },
}


def word(language: str, key: str, **values: object) -> str:
    """The words for a key in a language; a word of the policy language stands for itself in English."""
    catalogue = _WORDS.get(language, _WORDS["en"])
    return catalogue.get(key, _WORDS["en"].get(key, key)).format(**values)
