"""How mail programs write above what they quote, in the languages their owners set them to.

A customer who writes Arabic may read mail in French: the program's language is not his. These are
alternatives of regular expressions, to be matched in any case.
"""

OPENING = r"(?:on|في|فی|بتاريخ|در|am|le|el|il(?: giorno)?|em|op|den|på|w dniu|dnia|\d{1,2}\.?(?= \w))\b"
WROTE = (
    r"(?:\b(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|geschreven|skrev|yazdı|пишет"
    r"|(?:на)?писала?|napisał(?:\(a\)|a)?|pisze)"
    r"|كتبت?(?:\s*/\s*كتبت)?|تمت كتابة ما يلي بواسطة|نوشت(?:ه(?:\s*است)?)?|نوشتند)(?!\w)"
)
FROM = r"(?:from|من|از|von|de|da|van|od|från|kimden|от)"
SENT = (
    r"(?:sent|date|تم الإرسال|تاريخ الإرسال|التاريخ|تاریخ|ارسال شده|gesendet|datum|envoyé|enviado"
    r"|enviada|fecha|inviato|data|verzonden|wysłano|skickat|gönderilme|tarih|отправлено|дата)"
)
TO = r"(?:to|إلى|الى|به|an|à|para|a|aan|do|till|kime|кому)"
SUBJECT = r"(?:subject|الموضوع|موضوع|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|ämne|konu|тема)"
SEPARATOR = (
    r"(?:original message|forwarded message|الرسالة الأصلية|رسالة معاد توجيهها|رسالة محولة|پیام اصلی"
    r"|پیام هدایت شده|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine"
    r"|message original|message transféré|mensaje original|mensaje reenviado|messaggio originale"
    r"|messaggio inoltrato|mensagem original|mensagem encaminhada|oorspronkelijk bericht"
    r"|oryginalna wiadomość|wiadomość oryginalna|ursprungligt meddelande|orijinal mesaj"
    r"|исходное сообщение|пересылаемое сообщение)"
)
