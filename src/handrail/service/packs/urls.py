"""Where the packs are."""

from django.urls import path

from handrail.service import addresses  # noqa: F401 - knows <key:…>
from handrail.service.packs import inspection_views, views

urlpatterns = [
    path("<slug:authority>/case-system/", views.to_file, name="case-system"),
    path("<slug:authority>/case-system/pack/", views.take, name="case-system-pack"),
    path("<slug:authority>/case-system/filed/", views.filed, name="case-system-filed"),
    path("<slug:authority>/case-system/receipts/", views.receipts, name="case-system-receipts"),
    path("<slug:authority>/children/<key:child>/case-system/", views.of_child, name="case-system-child"),
    path("<slug:authority>/inspection/", inspection_views.packs, name="inspection-packs"),
    path("<slug:authority>/inspection/ask/", inspection_views.ask, name="inspection-ask"),
    path("<slug:authority>/inspection/<int:number>/", inspection_views.pack, name="inspection-pack"),
    path("<slug:authority>/inspection/<int:number>/workbook/", inspection_views.workbook, name="inspection-workbook"),
    path("<slug:authority>/inspection/<int:number>/release/", inspection_views.release, name="inspection-release"),
]
