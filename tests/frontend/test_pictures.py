import pytest

from frontend.pictures import draw_file, picture_name


@pytest.mark.parametrize(
    ("key", "seed", "name"),
    [
        ("steps", 7, "steps_7"),
        ("steps", 24 + 7, "steps_7"),
        ("steps", 0, "steps"),
        ("hero", 7, "hero"),
        ("open-c2", 7, "open-c2"),
    ],
)
def test_the_name_of_a_picture_says_what_is_drawn(key, seed, name):
    assert picture_name(key, seed) == name
    assert draw_file(name, "svg") == draw_file(f"{key}_{seed % 24}", "svg")


def test_pixels_are_drawn_for_what_draws_no_vectors():
    content, kind = draw_file("steps_7", "png")
    assert kind == "image/png"
    assert content.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["castle", "castle_3", "steps_", "steps_777", "", "_3"])
def test_there_is_no_other_picture(name):
    with pytest.raises(KeyError):
        draw_file(name, "svg")


def test_a_picture_is_served_to_be_kept(client):
    answer = client.get("/pictures/steps_7.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "max-age=86400" in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_device_gets_the_purse_as_an_icon(client):
    answer = client.get("/pictures/purse.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content[16:24] == (180).to_bytes(4, "big") * 2


@pytest.mark.parametrize("path", ["castle.svg", "steps_7.gif", "Steps.svg"])
@pytest.mark.django_db
def test_a_picture_there_is_not_is_not_found(client, path):
    assert client.get(f"/pictures/{path}").status_code == 404
