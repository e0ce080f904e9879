"""The tables of the meta-database: identity, keys, history and what is asked for.

Rows are written from validated objects of `schema`; documents are stored as the bytes that
the doors serve. Ids are text so that both databases hold and order them alike. Tables that follow
from the documents are told by whoever writes them: `directory.catalogue`, `directory.fhir`.
"""
