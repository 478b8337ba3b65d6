"""Lets `sentence_transformers.SentenceTransformer` load the directory of the model that ships.

`modules.json` there names the class below. Weights for PyTorch would triple the size of the model, so this runs the
ONNX graph: for inference only, and only where `aligner` is installed. Recent versions of the library import a class of
another package only when called as `SentenceTransformer(path, trust_remote_code=True)`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers.models import Module

from aligner.encoding.onnx_model import OnnxModel


class OnnxSentences(Module):  # type: ignore[misc, unused-ignore]
    """Texts to unit sentence vectors; the prompt `query: ` comes from the directory's config."""

    def __init__(self, directory: str) -> None:
        super().__init__()
        self.directory = directory
        self.model = OnnxModel(Path(directory))

    def tokenize(
        self,
        texts: list[str],
        prompt: str | None = None,
        **_options: Any,  # noqa: ANN401
    ) -> dict[str, torch.Tensor]:
        """Return ids and attention mask, padded, at most as many tokens as the model takes.

        Old versions of the library put the prompt before the texts themselves, recent ones hand it over.
        """
        texts = [(prompt or "") + text for text in texts]
        before, after = self.model.frame_without_prefix()
        room = self.model.maximal_length - 2
        rows = [np.concatenate([before, tokens.ids[:room], after]) for tokens in self.model.tokenise(texts)]
        ids = torch.zeros((len(rows), max(map(len, rows))), dtype=torch.int64)
        mask = torch.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = torch.from_numpy(row)
            mask[place, : len(row)] = 1
        return {"input_ids": ids, "attention_mask": mask}

    preprocess = tokenize

    def forward(self, features: dict[str, torch.Tensor], **_options: Any) -> dict[str, torch.Tensor]:  # noqa: ANN401
        """Add `sentence_embedding`: each row runs by itself, without its padding."""
        lengths = features["attention_mask"].sum(dim=1).tolist()
        rows = zip(features["input_ids"].cpu().numpy(), lengths, strict=True)
        vectors = np.concatenate([self.model.sentences(row[None, :length]) for row, length in rows])
        features["sentence_embedding"] = torch.from_numpy(vectors)
        return features

    def get_sentence_embedding_dimension(self) -> int:
        """Length of a sentence vector."""
        return self.model.dimension

    get_embedding_dimension = get_sentence_embedding_dimension

    def save(self, output_path: str, *_arguments: Any, **_options: Any) -> None:  # noqa: ANN401
        """Copy the model's files."""
        import shutil

        shutil.copytree(self.directory, output_path, dirs_exist_ok=True)

    @classmethod
    def load(cls, model_name_or_path: str, **_options: Any) -> OnnxSentences:  # noqa: ANN401
        """Load from a directory."""
        return cls(model_name_or_path)
