"""What a rude customer and a calm shop say to each other, in three languages."""

TALK = {
    "ar": {
        "posts": ("وصلتني الماكينة مكسورة يا أغبياء، ما تستحون", "لا تفهمون شيئًا يا حمير", "أغبياء وما تستحون"),
        "asks_phone": "نعتذر عن الماكينة المكسورة، خطأ منا. اكتب رقم جوالك تحت ونكلمك قبل 11 مساءً.",
        "replies": (
            "شكرًا لأنك أخبرتنا يا نورة. وصلتك الماكينة مكسورة، وهذا خطأ منا ونعتذر عنه. "
            "نرسل لك ماكينة جديدة، ونكتب لك على الخاص برقم الشحنة غدًا قبل الساعة 6 مساءً.",
            "نأسف يا نورة، لا نريد أن تنتظري أكثر بسبب الماكينة المكسورة. نتابع معك على الخاص، "
            "وتصلك رسالة منا غدًا قبل الساعة 7 مساءً.",
            "نورة، نحن معك حتى تصل الماكينة الجديدة، ونكتب لك على الخاص غدًا قبل الساعة 8 مساءً.",
        ),
        "answer": "رقمي في الطلب، كلموني",
    },
    "fa": {
        "posts": ("دستگاه شکسته به دستم رسید، احمق‌ها", "چرت نگید، همه‌تون احمقید", "بی‌شعورها فقط بلدید حرف بزنید"),
        "asks_phone": "ببخشید بابت دستگاه شکسته، اشتباه از ما بود. شماره موبایلتون رو همین زیر بنویسید تا فردا ساعت ۵ عصر زنگ بزنیم.",
        "replies": (
            "ممنون که گفتید. دستگاه شکسته به دستتان رسید، تقصیر ماست و عذر می‌خواهیم. دستگاه نو "
            "می‌فرستیم و کد رهگیری را فردا تا ساعت ۶ عصر در دایرکت برایتان می‌نویسیم.",
            "متأسفیم که به‌خاطر دستگاه شکسته هنوز منتظرید. ادامه را در دایرکت پیگیری می‌کنیم و "
            "فردا تا ساعت ۷ عصر پیام ما به دستتان می‌رسد.",
            "تا رسیدن دستگاه نو کنارتان هستیم و فردا تا ساعت ۸ شب در دایرکت برایتان می‌نویسیم.",
        ),
        "answer": "باشه، شماره‌ام در سفارش هست",
    },
    "en": {
        "posts": ("My coffee machine arrived broken, you idiots", "You understand nothing, you donkeys", "Idiots, have you no shame"),
        "asks_phone": "We are sorry about the broken machine, our mistake. Write your phone number below and we will call you before 11 pm.",
        "replies": (
            "Thank you for telling us, Noura. Your coffee machine arrived broken, and that is our mistake: we are sorry. "
            "We are sending you a new machine and will write to you in a private message with its number tomorrow by 6 pm.",
            "We are sorry, Noura, you should not wait any longer because of the broken machine. We will go on with you in "
            "a private message, and you will hear from us tomorrow by 7 pm.",
            "Noura, we stay with you until the new machine is there, and we will write to you in a private message tomorrow by 8 pm.",
        ),
        "answer": "My number is in the order, call me",
    },
}  # fmt: skip
