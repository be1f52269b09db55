"""The words of comparisons, in English and Chinese."""

from __future__ import annotations

from typing import Final

from policyrules.comparison.impact_wording import IMPACT_WORDS
from policyrules.explanation.wording import say as say_of_explanations

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "head": "{title} ({policy}): {old} → {new}",
        "meaning": "Changes of meaning",
        "order": "In another order, with the same meaning",
        "reworded_head": "Changes of wording",
        "nothing": "Nothing changes in meaning.",
        "more_wording": "Changes of wording only: {count} (shown with --wording).",
        "added": "{item} is new",
        "repealed": "{item} is repealed",
        "rises": "{item} rises from {old} to {new}",
        "falls": "{item} falls from {old} to {new}",
        "moves": "{item} changes from {old} to {new}",
        "set": "{item}, which was open, is set to {new}",
        "opened": "{item}, which was {old}, is open",
        "weighs": "{item} weighs {new} instead of {old}",
        "attribute": "the {attribute} of {item} is {new} instead of {old}",
        "gains": "{item} now has this {attribute}: {new}",
        "loses": "{item} no longer has this {attribute}: {old}",
        "reordered": "the {attribute} of {item} stand in another order: {new}",
        "reworded": "the {attribute} of {item} is reworded: {new}",
        "item": "{kind} “{name}”",
        "within": "{inner} of {outer}",
        "edition": "the edition",
        "scorecard": "the scorecard",
        "cited": "{sentence} ({citation})",
        "reaches": "reaches {rules}",
        "reaches_none": "reaches no rule",
        "and_more": "{rules} and {count} more",
        "warning": "look again: {why}",
        "hundredfold": "{new} is a hundred times {old} or more",
        "hundredth": "{new} is a hundredth of {old} or less",
        "sign": "{old} and {new} differ in sign",
        "percent": "{old} and {new}: is one a percent and the other a number?",
        "far-date": "{old} and {new} lie more than ten years apart",
        "other-unit": "{old} and {new}: the same figure in another unit?",
        "yes": "yes",
        "no": "no",
        "none": "nothing",
        "then": "{name}: {value}",
    },
    "zh": {
        "head": "{title}（{policy}）：{old} → {new}",
        "meaning": "含义变更",
        "order": "仅顺序变动，含义不变",
        "reworded_head": "措辞变更",
        "nothing": "含义没有变更。",
        "more_wording": "另有 {count} 处仅为措辞变更（用 --wording 查看）。",
        "added": "新增{item}",
        "repealed": "废止{item}",
        "rises": "{item}由{old}提高到{new}",
        "falls": "{item}由{old}降低到{new}",
        "moves": "{item}由{old}改为{new}",
        "set": "{item}原待定，现定为{new}",
        "opened": "{item}原为{old}，现改为待定",
        "weighs": "{item}的满分由{old}改为{new}",
        "attribute": "{item}的{attribute}由{old}改为{new}",
        "gains": "{item}增设{attribute}：{new}",
        "loses": "{item}取消{attribute}：{old}",
        "reordered": "{item}的{attribute}顺序变动：{new}",
        "reworded": "{item}的{attribute}改写为：{new}",
        "item": "{kind}“{name}”",
        "within": "{outer}的{inner}",
        "edition": "本版本",
        "scorecard": "评分表",
        "cited": "{sentence}（{citation}）",
        "reaches": "影响：{rules}",
        "reaches_none": "不影响任何规则",
        "and_more": "{rules}等（另有 {count} 项）",
        "warning": "请复核：{why}",
        "hundredfold": "{new}为{old}的百倍以上",
        "hundredth": "{new}不足{old}的百分之一",
        "sign": "{old}与{new}正负相反",
        "percent": "{old}与{new}：是否一为百分数、一为数字？",
        "far-date": "{old}与{new}相差十年以上",
        "other-unit": "{old}与{new}：是否数字相同而单位不同？",
        "yes": "是",
        "no": "否",
        "none": "无",
        "then": "{name}：{value}",
    },
}

#: Kinds of things, by their classes: English, Chinese.
KINDS: Final = {
    "fact": ("fact", "事实"),
    "parameter": ("parameter", "参数"),
    "definition": ("definition", "定义"),
    "table": ("table", "决策表"),
    "input": ("input", "输入"),
    "row": ("row", "行"),
    "output": ("output", "输出项"),
    "bar": ("bar", "资格限制"),
    "ground": ("ground", "情形"),
    "scorecard": ("scorecard", "评分表"),
    "indicator": ("indicator", "指标"),
    "deduction": ("deduction", "扣分"),
    "adjustment": ("adjustment", "加减分"),
    "grade": ("grade", "等次"),
    "veto": ("veto", "一票否决"),
    "effect": ("effect", "后果"),
    "award": ("award", "奖项"),
    "duty": ("duty", "职责"),
    "requirement": ("requirement", "要求"),
    "publication": ("publication", "公布"),
}

#: Attributes, by their names in the model: English, Chinese. Any other goes by its name.
ATTRIBUTES: Final = {
    "value": ("value", "值"),
    "provenance": ("source", "出处"),
    "type": ("type", "类型"),
    "min": ("least value", "最小值"),
    "max": ("greatest value", "最大值"),
    "unit": ("unit", "单位"),
    "percent": ("form as a percent", "百分数形式"),
    "options": ("choices", "选项"),
    "unsettled": ("unsettled choices", "未决选项"),
    "element": ("type of elements", "元素类型"),
    "sensitive": ("sensitivity", "敏感性"),
    "fixed": ("fixedness", "固定性"),
    "key": ("key in records", "记录中的键"),
    "when": ("condition", "条件"),
    "applies": ("scope", "适用条件"),
    "modality": ("modality", "规范用语"),
    "hit": ("hit policy", "命中规则"),
    "cells": ("conditions", "条件"),
    "then": ("outcome", "结果"),
    "inputs": ("inputs", "输入"),
    "rows": ("rows", "各行"),
    "weight": ("weight", "满分"),
    "share": ("share", "得分比例"),
    "points": ("points", "分值"),
    "table": ("table", "决策表"),
    "each": ("count", "计次"),
    "deduct": ("deductions", "扣分项"),
    "at_least": ("lower limit", "下限"),
    "at_most": ("upper limit", "上限"),
    "otherwise": ("treatment of other cases", "其他情况的处理"),
    "group": ("group", "分组"),
    "total": ("total", "总分"),
    "to": ("step of rounding", "舍入单位"),
    "mode": ("mode of rounding", "舍入方式"),
    "indicators": ("indicators", "各指标"),
    "adjustments": ("adjustments", "各加减分项"),
    "grades": ("grades", "各等次"),
    "band": ("band", "分数段"),
    "effects": ("effects", "各后果"),
    "consequence": ("consequence", "后果"),
    "start": ("first day", "起始日"),
    "until": ("last day", "截止日"),
    "duration": ("duration", "期限"),
    "eligible": ("condition of eligibility", "参评条件"),
    "rank": ("ranking", "排名办法"),
    "by": ("order of ranking", "排名依据"),
    "take": ("number taken", "名额"),
    "ties": ("treatment of ties", "并列处理"),
    "per": ("groups", "分组依据"),
    "excepted": ("exceptions", "除外奖项"),
    "due": ("due day", "到期日"),
    "requires": ("requirements", "各项要求"),
    "elements": ("elements", "对象"),
    "suppress_below": ("bound for small counts", "小数值下限"),
    "edition": ("name", "名称"),
    "status": ("status", "状态"),
    "starts": ("first day in force", "生效日期"),
    "ends": ("last day in force", "失效日期"),
    "review_by": ("day of review", "复核日期"),
    "noun": ("noun for its subject", "对象名称"),
    "id": ("fact that names its subject", "对象标识"),
    "time_zone": ("time zone", "时区"),
    "month_end": ("rule for the ends of months", "月末规则"),
    "label": ("label", "标签"),
    "labels": ("labels of its choices", "选项标签"),
    "because": ("reason", "理由"),
    "note": ("note", "备注"),
    "title": ("title", "标题"),
    "notice": ("notice", "声明"),
    "facts": ("facts", "各事实"),
    "fields": ("fields", "各字段"),
    "parameters": ("parameters", "各参数"),
    "definitions": ("definitions", "各定义"),
    "tables": ("tables", "各决策表"),
    "bars": ("bars", "各资格限制"),
    "grounds": ("grounds", "各情形"),
    "vetoes": ("vetoes", "各一票否决"),
    "awards": ("awards", "各奖项"),
    "duties": ("duties", "各职责"),
    "publications": ("publications", "各公布事项"),
}

#: Words of the language that stand as values: Chinese.
VALUES_ZH: Final = {
    "must not": "不得",
    "should not": "不宜",
    "must": "应当",
    "should": "宜",
    "draft": "草案",
    "in-force": "现行有效",
    "historical": "历史版本",
    "unique": "唯一",
    "first": "首个",
    "any": "任一",
    "priority": "优先级",
    "sum": "求和",
    "minimum": "最小值",
    "maximum": "最大值",
    "full": "计满分",
    "zero": "计零分",
    "rescale": "分值转给其他指标",
    "share": "并列共享",
    "review": "提交复核",
    "half up": "四舍五入",
}

#: Types, by their classes, in Chinese.
TYPES_ZH: Final = {
    "AnyType": "任意值",
    "FlagType": "是否值",
    "NumberType": "数字",
    "TextType": "文本",
    "ChoiceType": "选项",
    "DateType": "日期",
    "DateTimeType": "日期时间",
    "PeriodType": "年月期限",
    "DurationType": "日时时长",
    "ListType": "列表",
    "RecordType": "记录",
    "DecisionType": "判定",
    "ResultsType": "结果组",
}


def say(language: str, key: str, **values: object) -> str:
    """The words for a key in a language; what has none here is said as in explanations."""
    chosen = language if language in WORDS else "en"
    text = WORDS[chosen].get(key) or IMPACT_WORDS[chosen].get(key)
    return say_of_explanations(language, key, **values) if text is None else text.format(**values)


def kind_word(language: str, kind: str) -> str:
    """What a thing is called, by its class."""
    return _pick(language, KINDS.get(kind), kind)


def attribute_word(language: str, attribute: str, owner: str) -> str:
    """What an attribute of a kind of thing is called."""
    if (owner, attribute) == ("duty", "by"):
        return _pick(language, ("bearer", "履行人"), attribute)
    return _pick(language, ATTRIBUTES.get(attribute), attribute.replace("_", " "))


def _pick(language: str, pair: tuple[str, str] | None, default: str) -> str:
    return default if pair is None else pair[language == "zh"]
