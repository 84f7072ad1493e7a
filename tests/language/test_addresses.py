import pytest

from amends.language.addresses import find_addresses


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("العنوان: حي الياسمين، شارع أنس بن مالك، فيلا 22", "حي الياسمين، شارع أنس بن مالك، فيلا 22"),
        ("زنقة النخيل، رقم 18، الطابق 2، الرباط", "زنقة النخيل، رقم 18، الطابق 2، الرباط"),
        ("27 ش النصر، المعادي الجديدة، شقة 5", "27 ش النصر، المعادي الجديدة، شقة 5"),
        ("آدرس: تهران، خیابان پیروزی، پلاک 43، واحد 7", "تهران، خیابان پیروزی، پلاک 43، واحد 7"),
        ("kuche 18 sharghi, pelak 9, vahed 4", "kuche 18 sharghi, pelak 9, vahed 4"),
        ("ship to 480 Larkspur Ln, Unit 12, Boise, ID 83706", "480 Larkspur Ln, Unit 12, Boise, ID 83706"),
        ("Flat 14, 203 Walworth Road, SE17", "Flat 14, 203 Walworth Road, SE17"),
        ("deliver to Building 12, Road 2803, Block 428", "Building 12, Road 2803, Block 428"),
    ],
)  # fmt: skip
def test_find_addresses_reads_one_part_after_another(text, address):
    assert [text[start:end] for start, end in find_addresses(text)] == [address]


@pytest.mark.parametrize(
    "text",
    [
        "فرع شارع التحلية ممتاز", "حي على الفلاح", "محل في شارع 30", "شعبه خیابان ولیعصر عالیه",
        "واحد پشتیبانی جواب نمیده", "I like Baker Street", "a 2 way radio", "Villa 5 stars",
        "no 3 close calls", "the flat 4K screen",
    ],
)  # fmt: skip
def test_find_addresses_leaves_places_nobody_lives_at(text):
    assert list(find_addresses(text)) == []
