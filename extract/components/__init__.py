"""spaCy components: tokens, sentences, entities, relations; and the numeric forms that training shares with them.

Each component is registered by an entry point, so ``spacy.load`` finds it in a fresh process. Import the modules
directly; this package imports nothing by itself.
"""
