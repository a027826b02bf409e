"""How clients leave the house: points as they were typed where they have no standard form, with their labels."""

from core.registries.exports import ExportedValues, exported_values

POINT = "COALESCE(NULLIF(p.value, ''), p.raw)"
ORDER = "p.is_primary DESC, p.position, p.id"


def register() -> None:
    exported_values.add(
        ExportedValues(code="phone", sql=POINT, label_sql="p.label", order_sql=ORDER),
        ExportedValues(code="email", sql=POINT, label_sql="p.label", order_sql=ORDER),
        *(
            ExportedValues(code=kind, sql=POINT, label_sql="p.label", order_sql=ORDER)
            for kind in ("telegram", "whatsapp", "vk", "max", "site")
        ),
        ExportedValues(code="tags", sql="t.tag_id", order_sql="t.id"),
        ExportedValues(code="external_id", sql="x.value", label_sql="x.source", order_sql="x.id"),
    )
