"""The network: one encoder, a tag head over words, a pair head over entities; learned jointly."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import AutoModel

from ..components.pairs import FLAGS, N_DISTANCES, N_OUTPUTS, VALUE_TYPE
from ..components.pieces import N_FEATURES
from ..components.tags import TAGS
from .config import NetworkConfig


class Encoder(nn.Module):
    """Word pieces to hidden states and tag scores.

    Parameters
    ----------
    weights
        Folder of the pre-trained encoder.
    config
        Widths and rates.
    """

    def __init__(self, weights: str, config: NetworkConfig) -> None:
        super().__init__()
        # Without dropout of attention PyTorch takes its fused attention, three times as fast on a CPU.
        self.encoder = AutoModel.from_pretrained(
            weights, dtype=torch.float32, attention_probs_dropout_prob=0.0, add_pooling_layer=False
        )
        self.width = int(self.encoder.config.hidden_size)
        self.casing = nn.Linear(N_FEATURES, self.width, bias=False)
        nn.init.zeros_(self.casing.weight)
        self.dropout = nn.Dropout(config.dropout)
        self.tags = nn.Linear(self.width, len(TAGS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return hidden states (batch, n_pieces, width) and tag logits (batch, n_pieces, n_tags).

        Parameters
        ----------
        ids
            (batch, n_pieces), int64.
        features
            (batch, n_pieces, N_FEATURES), float32.
        mask
            (batch, n_pieces), int64, 1 for a piece and 0 for padding; None if nothing is padded.
        """
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.casing(features)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return hidden, self.tags(self.dropout(hidden))


class PairHead(nn.Module):
    """Nodes (entities and scores) and pairs of them to logits of relations, links, flags and introductions.

    A node is the log-sum-exp of its mentions' first pieces and of their last, with its type embedded. A pair is the
    projections of both, their product, the mean of what stands between their nearest mentions, what the pair attends to
    in the whole paper, and their distance.

    Parameters
    ----------
    width
        Of the hidden states.
    config
        Widths and rates.

    References
    ----------
    What a pair attends to: Zhou, Huang, Ma and Huang (2021), "Document-Level Relation Extraction with Adaptive
    Thresholding and Localized Context Pooling", AAAI, there with the encoder's own attention.

    Log-sum-exp pooling of mentions: Jia, Wong and Poon (2019), "Document-Level N-ary Relation Extraction with
    Multiscale Representation Learning", NAACL.
    """

    def __init__(self, width: int, config: NetworkConfig) -> None:
        super().__init__()
        inner, small = config.pair_width, config.embedding_width
        self.types = nn.Embedding(VALUE_TYPE + 1, small)
        self.distances = nn.Embedding(N_DISTANCES, small)
        self.head = nn.Linear(2 * width + small, inner)
        self.tail = nn.Linear(2 * width + small, inner)
        self.context = nn.Linear(width, inner)
        self.queries = nn.Linear(2 * inner, config.attention_heads * small)
        self.keys = nn.Linear(width, config.attention_heads * small)
        self.seen = nn.Linear(width, inner)
        self.n_heads, self.small = config.attention_heads, small
        self.pairs = nn.Sequential(nn.Linear(5 * inner + small, inner), nn.GELU(), nn.Dropout(config.dropout))
        self.relations = nn.Linear(inner, N_OUTPUTS)
        self.flags = nn.Linear(inner, len(FLAGS))
        self.introduces = nn.Sequential(nn.Linear(3 * width + small, inner), nn.GELU(), nn.Linear(inner, 1))

    def forward(
        self,
        hidden: Tensor,
        types: Tensor,
        starts: Tensor,
        ends: Tensor,
        mask: Tensor,
        heads: Tensor,
        tails: Tensor,
        begins: Tensor,
        stops: Tensor,
        distances: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits: (n_pairs, N_OUTPUTS) of relations and links, (n_pairs, n_flags), (n_nodes,) of introductions.

        Parameters
        ----------
        hidden
            (n_pieces, width): hidden states of one paper; every index below counts in it.
        types, starts, ends, mask, heads, tails, begins, stops, distances
            As in :class:`extract.components.pairs.PairInputs`.
        """
        pooled = [torch.logsumexp(hidden[at] + mask.unsqueeze(-1), dim=1) for at in (starts, ends)]
        entities = torch.cat([*pooled, self.types(types)], dim=-1)
        head = torch.tanh(self.head(entities))[heads]
        tail = torch.tanh(self.tail(entities))[tails]
        sums = torch.cat([torch.zeros_like(hidden[:1]), hidden.cumsum(dim=0)])
        lengths = (stops - begins).unsqueeze(-1).to(hidden.dtype)
        between = torch.tanh(self.context((sums[stops] - sums[begins]) / lengths))
        seen = self._attended(hidden, torch.cat([head, tail], dim=-1))
        joined = [head, tail, head * tail, between, seen, self.distances(distances)]
        pairs = self.pairs(torch.cat(joined, dim=-1))
        paper = hidden[:1].expand(entities.shape[0], -1)
        introduced = self.introduces(torch.cat([entities, paper], dim=-1)).squeeze(-1)
        return self.relations(pairs), self.flags(pairs), introduced

    def _attended(self, hidden: Tensor, pairs: Tensor) -> Tensor:
        """Return (n_pairs, inner): what each pair sees in its paper, each head in a slice of its own."""
        queries = self.queries(pairs).unflatten(-1, (self.n_heads, self.small)).transpose(0, 1)
        keys = self.keys(hidden).unflatten(-1, (self.n_heads, self.small)).permute(1, 2, 0)
        weights = torch.softmax(queries @ keys / self.small**0.5, dim=-1)
        values = self.seen(hidden).unflatten(-1, (self.n_heads, -1)).transpose(0, 1)
        return torch.tanh((weights @ values).transpose(0, 1).flatten(1))


class JointNetwork(nn.Module):
    """Encoder and pair head under one roof, for one optimiser and one checkpoint."""

    def __init__(self, weights: str, config: NetworkConfig) -> None:
        super().__init__()
        self.encoder = Encoder(weights, config)
        self.pairs = PairHead(self.encoder.width, config)
