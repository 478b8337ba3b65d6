"""Vectors and token states of the model that ships, pinned to the last bit.

The digests hold for x86-64 processors with AVX2, with and without AVX-512 and VNNI. A machine on which this fails
computes other bits: outputs are then not byte-identical with those of other machines, and it belongs in
`docs/benchmarks.md`. After a rebuild of the model the failures show the new digests.
"""

from __future__ import annotations

import platform
from hashlib import sha256
from pathlib import Path

import pytest

from aligner.encoding.onnx_encoder import ShippedEncoder

TEXTS = (
    "Ja.",
    "No, thank you.",
    "Der Bäcker am Marktplatz öffnet im Winter erst um halb acht.",
    "The ferry leaves at 6:45 and takes twenty minutes to cross the bay.",
    "Für 1.249,50 € (inkl. MwSt.) liefert die Firma Öhlschläger & Söhne GmbH bis zum 3. März – frei Haus!",
    "Press Ctrl+S to save; “unsaved changes” are lost when the program is closed (see section 4.2).",
    "Als der Regen endlich nachließ, trugen wir die Stühle wieder in den Garten, wischten den langen Tisch ab und "
    "warteten auf die Gäste, die sich, wie wir später erfuhren, alle im Nachbardorf verfahren hatten.",
    "Every spring the river rose above its banks, flooded the lower meadows, and left behind a thin layer of mud. " * 6,
    "Im Archiv liegen Briefe, Rechnungen, Landkarten und Fotografien aus zwei Jahrhunderten. " * 40,
    "👩‍🔧 caf\u00e9 / cafe\u0301 — naïve Ǣ ½ №7",
)
DIGESTS = (
    "ae7e4b536df4401dd6c3617d66d9203c91223575e109234dfeaf599e3d3b0cb2",
    "d131c04f68fb59c00e3161a104fd4bfb2836d529b886eb2ea694f65a37d6a238",
    "05a34c911159477093a574e87f4dcf80fe8c616dad44315ed50ed726a940c9c2",
    "a3db09e82bb74bd51e43751730da0e3a3e0059500b491afef739d02f2436bd60",
    "5846d516e8a6e2225d91be6a2aa9f3caa44452c85bb07563737b3de31a3d61f2",
    "8615464f53bb794b9917ffe0212521434661c93682628725796555e3eec3bb10",
    "b9b093e6834b36ca256f18ad8ca2a3406cd6675d4064ca36be93c636217a4d59",
    "bc73047c8c746e5193f32318471e238258ef39fb04e4d5a63ef86214ea281189",
    "72babc586e15695cbcd4036a9a784d41ba828b5821ed129593f0b0425cdb8b93",
    "ef39c2d1abca47ac3f1bfbb2cda43a5b3424e721b7fd401ca91053a495afc07f",
)
INSTRUCTIONS = ("sse4_1", "avx", "avx2", "fma", "avx512f", "avx512bw", "avx512_vnni", "avx_vnni", "amx_int8")


@pytest.fixture(scope="module")
def digests() -> dict[int, str]:
    return digests_of_texts()


def test_texts_are_short_and_long():
    model = ShippedEncoder(threads=1)
    tokens = [len(found.spans) for _, _, found in model.encode_with_tokens(TEXTS)]
    assert min(tokens) < 5
    assert sorted(tokens)[-2] > 100
    assert max(tokens) > 512


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_vector_and_states_are_the_same_to_the_last_bit(digests, number):
    assert digests[number] == DIGESTS[number], (
        f"text {number} has other bits on this machine ({machine()}), and other machines give others than this one: "
        "unless the model was rebuilt, outputs here are not byte-identical with theirs"
    )


def digests_of_texts() -> dict[int, str]:
    """Return by text the digest of its vector and the states of its tokens."""
    return {
        number: sha256(vector.tobytes() + tokens.vectors.tobytes()).hexdigest()
        for number, vector, tokens in ShippedEncoder().encode_with_tokens(TEXTS)
    }


def machine() -> str:
    """Name the architecture and those of the `INSTRUCTIONS` that it has, where the system tells."""
    flags: set[str] = set()
    cpus = Path("/proc/cpuinfo")
    for line in cpus.read_text(encoding="utf-8").splitlines() if cpus.is_file() else ():
        name, _, values = line.partition(":")
        if name.strip() in {"flags", "Features"}:
            flags |= set(values.split())
    known = [name for name in INSTRUCTIONS if name in flags]
    return f"{platform.machine()}, {' '.join(known) or 'instruction sets unknown'}"
