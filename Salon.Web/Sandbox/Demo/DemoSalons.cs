using Salon.Catalog;

namespace Salon.Web.Sandbox.Demo;

/// <summary>What the demo salons are: the facts, without how they are stored.</summary>
internal static class DemoSalons
{
    public const string Hair = "hair", Colour = "colour", Nails = "nails", Skin = "skin", MakeUp = "makeup", Massage = "massage";
    public const string Basin = "basin", ColourChair = "colour-chair", Room = "room";

    /// <summary>Asks for 100 riyals in advance, so that a newcomer can pay with a test card.</summary>
    public const string WithDeposit = "Keratin";

    /// <summary>Takes the best hour of the evening: 100 riyals in advance, free to cancel until two days before, then a part is kept.</summary>
    public const string WithFees = "Evening hairstyle";

    /// <summary>What is suggested beside what, by their English names.</summary>
    public static readonly IReadOnlyList<(string Service, string AddOn)> AddOns = [("Cut and blow-dry", "Hot oil treatment"), ("Manicure", "Gel polish"), ("Pedicure", "Gel polish"), ("Deep cleansing facial", "Threading, full face")];

    public static readonly DemoSalon Lamsa = new(
        "lamsa", new("Lamsa", "لمسة"), new("Riyadh", "الرياض"),
        new("A ladies' salon for hair, colour and quiet hours. Two branches in Riyadh, one of them open after midnight.",
            "صالون نسائي للشعر والصبغات ولحظات الهدوء. فرعان في الرياض، أحدهما يستقبلك حتى ما بعد منتصف الليل."),
        "+966114567890", "img/demo/lamsa-cover.svg",
        ["img/demo/gallery-braid.svg", "img/demo/gallery-palette.svg", "img/demo/gallery-chair.svg", "img/demo/gallery-rose.svg"],
        [
            new(new("Al Olaya", "العليا"), new("Tahlia Street, Al Olaya, Riyadh", "شارع التحلية، حي العليا، الرياض"), "Asia/Riyadh", "+966114567890", 24.6959, 46.6837, new(10 * 60, 22 * 60), new(14 * 60, 22 * 60)),
            new(new("Al Nakheel", "النخيل"), new("King Abdullah Road, Al Nakheel, Riyadh", "طريق الملك عبدالله، حي النخيل، الرياض"), "Asia/Riyadh", "+966114567891", 24.7465, 46.6260, new(16 * 60, 26 * 60), new(16 * 60, 26 * 60)),
        ],
        [
            new(Hair, new("Hair", "الشعر")), new(Colour, new("Colour", "الصبغات")), new(Nails, new("Nails", "الأظافر")),
            new(Skin, new("Skin", "البشرة")), new(MakeUp, new("Make-up", "المكياج")), new(Massage, new("Massage", "المساج")),
        ],
        [
            new(Basin, new("Wash basin", "مغسلة شعر"), 3), new(ColourChair, new("Colour chair", "كرسي صبغة"), 3), new(Room, new("Treatment room", "غرفة عناية"), 2),
        ],
        [
            new(Hair, new("Cut and blow-dry", "قص وتجفيف"), new("Consultation, wash, cut and finish.", "استشارة وغسيل وقص وتسريح."), new(0, 60, 0, 0, 5), 180),
            new(Hair, new("Blow-dry", "استشوار"), new("Wash and finish, straight or wavy.", "غسيل وتسريح، ناعم أو ويفي."), new(0, 45, 0, 0, 5), 95),
            new(Hair, new("Fringe trim", "قص غرة"), LocalizedText.Empty, new(0, 15, 0, 0, 0), 40),
            new(Hair, new("Evening hairstyle", "تسريحة سهرة"), new("Pinned up or half down, with a trial photo.", "رفع أو نصف رفعة، مع صورة للتجربة."), new(0, 75, 0, 0, 10), 320),
            new(Hair, new("Hot oil treatment", "حمام زيت"), new("Warm oils, steam and a wash.", "زيوت دافئة وبخار ثم غسيل."), new(0, 15, 20, 15, 5), 150, (Basin, Blocks.All)),
            new(Hair, new("Keratin", "كيراتين"), new("Smoothing that lasts three to four months.", "تنعيم يدوم من ثلاثة إلى أربعة أشهر."), new(5, 90, 30, 30, 10), 750, (ColourChair, Blocks.All)),
            new(Colour, new("Root colour", "صبغة جذور"), new("Up to three centimetres.", "حتى ثلاثة سنتيمترات."), new(5, 30, 35, 20, 5), 240, (ColourChair, Blocks.All)),
            new(Colour, new("Full colour", "صبغة كاملة"), new("One shade from root to tip.", "لون واحد من الجذور إلى الأطراف."), new(5, 45, 40, 30, 10), 420, (ColourChair, Blocks.All)),
            new(Colour, new("Highlights", "هايلايت"), new("Foils on the crown and sides.", "خصل بالقصدير على الأعلى والجوانب."), new(5, 75, 40, 30, 10), 550, (ColourChair, Blocks.All)),
            new(Colour, new("Balayage", "بالياج"), new("Painted by hand; bring a picture you like.", "رسم يدوي للخصل، وتسعدنا صورة تعجبك."), new(5, 105, 45, 30, 10), 850, (ColourChair, Blocks.All)),
            new(Nails, new("Manicure", "مانيكير"), LocalizedText.Empty, new(0, 40, 0, 0, 5), 90),
            new(Nails, new("Pedicure", "باديكير"), LocalizedText.Empty, new(0, 50, 0, 0, 5), 110),
            new(Nails, new("Gel polish", "جل"), new("Lasts about two weeks.", "يدوم أسبوعين تقريبًا."), new(0, 45, 0, 0, 0), 130),
            new(Nails, new("Nail extensions", "تركيب أظافر"), LocalizedText.Empty, new(0, 90, 0, 0, 10), 260),
            new(Skin, new("Deep cleansing facial", "تنظيف بشرة عميق"), new("Steam, extraction and a calming mask.", "بخار وتنظيف وقناع مهدئ."), new(5, 40, 20, 10, 10), 280, (Room, Blocks.All)),
            new(Skin, new("Hydrating facial", "جلسة ترطيب"), LocalizedText.Empty, new(5, 35, 15, 10, 10), 320, (Room, Blocks.All)),
            new(Skin, new("Threading, full face", "خيط كامل الوجه"), LocalizedText.Empty, new(0, 20, 0, 0, 0), 60),
            new(MakeUp, new("Soft make-up", "مكياج ناعم"), new("For a visit or a day event.", "لزيارة أو مناسبة نهارية."), new(0, 45, 0, 0, 10), 250),
            new(MakeUp, new("Evening make-up", "مكياج سهرة"), new("Lashes included.", "يشمل تركيب الرموش."), new(0, 70, 0, 0, 10), 450),
            new(Massage, new("Relaxing massage", "مساج استرخائي"), new("Sixty minutes with warm oil.", "ستون دقيقة بالزيت الدافئ."), new(10, 60, 0, 0, 15), 300, (Room, Blocks.All)),
        ],
        [
            new(new("Haifa", "هيفاء"), new("Stylist", "مصففة شعر"), 1, [0, 1], [Hair]),
            new(new("Maha", "مها"), new("Colourist", "خبيرة صبغات"), 2, [0, 1], [Hair, Colour]),
            new(new("Joud", "جود"), new("Colourist", "خبيرة صبغات"), 3, [0], [Colour, Hair]),
            new(new("Rana", "رنا"), new("Nail artist", "فنانة أظافر"), 4, [0], [Nails]),
            new(new("Lina", "لينا"), new("Nail artist", "فنانة أظافر"), 5, [1], [Nails]),
            new(new("Dr. Sara", "د. سارة"), new("Skin specialist", "أخصائية بشرة"), 6, [0], [Skin]),
            new(new("Amal", "أمل"), new("Make-up artist", "خبيرة مكياج"), 7, [0, 1], [MakeUp]),
            new(new("Nadia", "نادية"), new("Massage therapist", "معالجة مساج"), 8, [0], [Massage, Skin]),
        ]);

    public static readonly DemoSalon Noor = new(
        "noor", new("Noor", "نور"), new("Jeddah", "جدة"),
        new("Nails, brows and easy beauty by the sea, with a view of the Corniche.", "أظافر وحواجب وجمال بلا تكلف قرب البحر، بإطلالة على الكورنيش."),
        "+966126543210", "img/demo/noor-cover.svg", ["img/demo/gallery-nails.svg", "img/demo/gallery-tools.svg", "img/demo/gallery-rose.svg"],
        [new(new("Corniche", "الكورنيش"), new("Corniche Road, Ash Shati, Jeddah", "طريق الكورنيش، حي الشاطئ، جدة"), "Asia/Riyadh", "+966126543210", 21.5925, 39.1066, new(12 * 60, 24 * 60), new(16 * 60, 24 * 60))],
        [new(Nails, new("Nails", "الأظافر")), new(Hair, new("Hair", "الشعر")), new(MakeUp, new("Make-up", "المكياج"))],
        [new(Basin, new("Wash basin", "مغسلة شعر"), 1)],
        [
            new(Nails, new("Manicure", "مانيكير"), LocalizedText.Empty, new(0, 35, 0, 0, 5), 80),
            new(Nails, new("Pedicure", "باديكير"), LocalizedText.Empty, new(0, 45, 0, 0, 5), 100),
            new(Nails, new("Gel polish", "جل"), LocalizedText.Empty, new(0, 40, 0, 0, 0), 120),
            new(Hair, new("Blow-dry", "استشوار"), LocalizedText.Empty, new(0, 40, 0, 0, 5), 85),
            new(Hair, new("Wash and treatment", "غسيل وعناية"), LocalizedText.Empty, new(0, 15, 15, 15, 5), 140, (Basin, Blocks.All)),
            new(MakeUp, new("Brow shaping", "تحديد حواجب"), LocalizedText.Empty, new(0, 20, 0, 0, 0), 50),
            new(MakeUp, new("Lash lift", "رفع رموش"), LocalizedText.Empty, new(0, 20, 25, 10, 5), 200),
            new(MakeUp, new("Evening make-up", "مكياج سهرة"), LocalizedText.Empty, new(0, 60, 0, 0, 10), 380),
        ],
        [
            new(new("Shahad", "شهد"), new("Nail artist", "فنانة أظافر"), 9, [0], [Nails]),
            new(new("Ghada", "غادة"), new("Stylist", "مصففة شعر"), 10, [0], [Hair, Nails]),
            new(new("Reem", "ريم"), new("Make-up artist", "خبيرة مكياج"), 3, [0], [MakeUp]),
        ]);

    /// <summary>Customers of both salons: the same phones, different contacts. The first is who signs in as the demo customer.</summary>
    public static readonly IReadOnlyList<(LocalizedText Name, string Phone)> Customers =
    [
        (new("Noura Al-Harbi", "نورة الحربي"), "+966500000010"), (new("Layan Al-Qahtani", "ليان القحطاني"), "+966500000011"),
        (new("Abeer Saleh", "عبير صالح"), "+966500000012"), (new("Mona Al-Otaibi", "منى العتيبي"), "+966500000013"),
        (new("Huda Kamal", "هدى كمال"), "+966500000014"), (new("Jawaher Al-Shammari", "جواهر الشمري"), "+966500000015"),
        (new("Salma Idris", "سلمى إدريس"), "+966500000016"), (new("Areej Fahad", "أريج فهد"), "+966500000017"),
        (new("Dana Al-Zahrani", "دانة الزهراني"), "+966500000018"), (new("Maryam Yousef", "مريم يوسف"), "+966500000019"),
        (new("Reem Al-Dosari", "ريم الدوسري"), "+966500000100"), (new("Shahad Al-Ghamdi", "شهد الغامدي"), "+966500000101"),
        (new("Afnan Bakr", "أفنان بكر"), "+966500000102"), (new("Lama Al-Mutairi", "لمى المطيري"), "+966500000103"),
        (new("Wijdan Omar", "وجدان عمر"), "+966500000104"), (new("Hessa Al-Subaie", "حصة السبيعي"), "+966500000105"),
        (new("Bushra Nasser", "بشرى ناصر"), "+966500000106"), (new("Ghada Al-Juhani", "غادة الجهني"), "+966500000107"),
        (new("Tala Mansour", "تالا منصور"), "+966500000108"), (new("Amal Al-Rashidi", "أمل الرشيدي"), "+966500000109"),
        (new("Rahaf Hassan", "رهف حسن"), "+966500000110"), (new("Nouf Al-Anazi", "نوف العنزي"), "+966500000111"),
        (new("Sara Barakat", "سارة بركات"), "+966500000112"), (new("Munira Al-Khalidi", "منيرة الخالدي"), "+966500000113"),
        (new("Asma Al-Amri", "أسماء العمري"), "+966500000114"), (new("Jude Tawfiq", "جود توفيق"), "+966500000115"),
        (new("Fatimah Al-Hazmi", "فاطمة الحازمي"), "+966500000116"), (new("Rawan Siddiq", "روان صديق"), "+966500000117"),
        (new("Maha Al-Balawi", "مها البلوي"), "+966500000118"), (new("Ibtisam Jaber", "ابتسام جابر"), "+966500000119"),
        (new("Kholoud Al-Shehri", "خلود الشهري"), "+966500000120"), (new("Raneem Adel", "رنيم عادل"), "+966500000121"),
        (new("Latifa Al-Saad", "لطيفة السعد"), "+966500000122"), (new("Hanan Fawzi", "حنان فوزي"), "+966500000123"),
        (new("Wafa Al-Qarni", "وفاء القرني"), "+966500000124"), (new("Yara Samir", "يارا سمير"), "+966500000125"),
        (new("Thuraya Al-Asmari", "ثريا الأسمري"), "+966500000126"), (new("Najla Aziz", "نجلاء عزيز"), "+966500000127"),
        (new("Duaa Al-Sulami", "دعاء السلمي"), "+966500000128"), (new("Basma Kadi", "بسمة قاضي"), "+966500000129"),
    ];
}

internal sealed record DemoSalon(
    string Slug, LocalizedText Name, LocalizedText City, LocalizedText About, string Phone, string Cover, string[] Gallery,
    DemoBranch[] Branches, DemoCategory[] Categories, DemoResource[] Resources, DemoService[] Services, DemoStaff[] Staff);

/// <param name="Friday">Hours on Fridays, when salons open after prayer.</param>
internal sealed record DemoBranch(LocalizedText Name, LocalizedText Address, string Zone, string Phone, double Latitude, double Longitude, DayHours Hours, DayHours Friday);

internal sealed record DemoCategory(string Key, LocalizedText Name);

internal sealed record DemoResource(string Key, LocalizedText Name, int Capacity);

/// <param name="Riyals">Price in whole riyals, VAT included.</param>
internal sealed record DemoService(string Category, LocalizedText Name, LocalizedText About, TimeBlocks Time, int Riyals, params (string Resource, Blocks Blocks)[] Needs);

/// <param name="Branches">Indexes of the branches she works at; with two, the first in the early days of the week, the second later.</param>
internal sealed record DemoStaff(LocalizedText Name, LocalizedText Title, int Portrait, int[] Branches, string[] Skills);
