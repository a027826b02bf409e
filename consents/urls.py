from consents.documents.urls import urlpatterns as documents
from consents.gate.urls import urlpatterns as gate
from consents.ledger.urls import urlpatterns as ledger

app_name = "consents"
urlpatterns = [
    *documents,
    *gate,
    *ledger,
]
