from django.urls import path

from imports.steps import doubts, files, listing, mapping, preview, problems, result, rules, running, upload

app_name = "imports"
urlpatterns = [
    path("", listing.imports, name="list"),
    path("new/", upload.new, name="new"),
    path("sample/", upload.sample, name="sample"),
    path("<uuid:import_id>/", running.one, name="one"),
    path("<uuid:import_id>/upload/", upload.upload_of, name="upload_of"),
    path("<uuid:import_id>/columns/", mapping.mapping, name="mapping"),
    path("<uuid:import_id>/columns/<int:at>/", mapping.column, name="mapping_column"),
    path("<uuid:import_id>/rules/", rules.rules, name="rules"),
    path("<uuid:import_id>/check/", running.check, name="check"),
    path("<uuid:import_id>/running/", running.running, name="running"),
    path("<uuid:import_id>/rows/", preview.preview, name="preview"),
    path("<uuid:import_id>/rows/numbers/", preview.numbers, name="numbers"),
    path("<uuid:import_id>/rows/<int:number>/", preview.row, name="row"),
    path("<uuid:import_id>/rows/<int:number>/cells/<int:column>/", preview.cell, name="cell"),
    path("<uuid:import_id>/rows/<int:number>/drop/", preview.drop, name="row_drop"),
    path("<uuid:import_id>/rows/<int:number>/doubt/", doubts.doubt, name="doubt"),
    path("<uuid:import_id>/problems/", problems.problems, name="problems"),
    path("<uuid:import_id>/problems/fix/", problems.fix_all, name="fix_all"),
    path("<uuid:import_id>/apply/", running.apply, name="apply"),
    path("<uuid:import_id>/result/", result.result, name="result"),
    path("<uuid:import_id>/rejects/", files.rejects, name="rejects"),
    path("<uuid:import_id>/file/", files.source, name="file"),
    path("<uuid:import_id>/delete/", listing.delete, name="delete"),
]
