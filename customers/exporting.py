"""How clients leave the house: points as they were typed where they have no standard form, with their labels."""

from core.registries.exports import ExportedValues, exported_values

POINT = "COALESCE(NULLIF(p.value, ''), p.raw)"
WITH_EXTENSION = "concat_ws(', ', NULLIF(p.label, ''), '\u0434\u043e\u0431. ' || NULLIF(p.extension, ''))"
"""As import reads it back."""
MAIN = "main"
"""The source of numbers of which no program is named."""
ORDER = "p.is_primary DESC, p.position, p.id"


def register() -> None:
    exported_values.add(
        ExportedValues(code="phone", sql=POINT, label_sql=WITH_EXTENSION, order_sql=ORDER),
        ExportedValues(code="email", sql=POINT, label_sql="p.label", order_sql=ORDER),
        *(
            ExportedValues(code=kind, sql=POINT, label_sql="p.label", order_sql=ORDER)
            for kind in ("telegram", "whatsapp", "vk", "max", "site")
        ),
        ExportedValues(code="tags", sql="t.tag_id", order_sql="t.id"),
        ExportedValues(
            code="external_id", sql="x.value", label_sql="x.source", order_sql="x.id", label_first=True, unsaid=MAIN
        ),
    )
