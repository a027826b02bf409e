from consents.documents.urls import urlpatterns as documents
from consents.ledger.urls import urlpatterns as ledger

app_name = "consents"
urlpatterns = [
    *documents,
    *ledger,
]
