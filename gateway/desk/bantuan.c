#include "gateway/desk/bantuan.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *keyword;
    enum intent intent; /* of its other words, too: ADUAN is LAPOR */
    enum text_id text;
} helps[] = {
    {"syarat", INTENT_SYARAT, TEXT_HELP_SYARAT},
    {"biaya", INTENT_BIAYA, TEXT_HELP_BIAYA},
    {"lama", INTENT_LAMA, TEXT_HELP_LAMA},
    {"cara", INTENT_PROSEDUR, TEXT_HELP_PROSEDUR},
    {"dasar", INTENT_DASAR, TEXT_HELP_DASAR},
    {"tempat", INTENT_TEMPAT, TEXT_HELP_TEMPAT},
    {"lapor", INTENT_LAPOR, TEXT_HELP_LAPOR},
    {"usul", INTENT_USUL, TEXT_HELP_USUL},
    {"cek", INTENT_CEK, TEXT_HELP_CEK},
    {"tambah", INTENT_TAMBAH, TEXT_HELP_TAMBAH},
    {"tarik", INTENT_TARIK, TEXT_HELP_TARIK},
    {"ya", INTENT_UNKNOWN, TEXT_HELP_YA},
    {"belum", INTENT_UNKNOWN, TEXT_HELP_YA},
    {"nilai", INTENT_NILAI, TEXT_HELP_NILAI},
    {"skm", INTENT_SKM, TEXT_HELP_SKM},
    {"kinerja", INTENT_KINERJA, TEXT_HELP_KINERJA},
    {"bantuan", INTENT_MENU, TEXT_HELP_BANTUAN},
    {"lanjut", INTENT_LANJUT, TEXT_HELP_LANJUT},
    {"stop", INTENT_STOP, TEXT_HELP_STOP},
    {"mulai", INTENT_MULAI, TEXT_HELP_STOP},
    {"bahasa", INTENT_BAHASA, TEXT_HELP_BAHASA},
    {"tugas", INTENT_TUGAS, TEXT_HELP_TUGAS},
    {"baca", INTENT_BACA, TEXT_HELP_BACA},
    {"status", INTENT_STATUS, TEXT_HELP_STATUS},
    {"jawab", INTENT_JAWAB, TEXT_HELP_JAWAB},
    {"terus", INTENT_UNKNOWN, TEXT_HELP_TERUS},
    {"lengkapi", INTENT_UNKNOWN, TEXT_HELP_LENGKAPI},
    {"tolak", INTENT_UNKNOWN, TEXT_HELP_TOLAK},
    {"berkas", INTENT_BERKAS, TEXT_HELP_BERKAS},
    {"kabar", INTENT_KABAR, TEXT_HELP_KABAR},
    {"siar", INTENT_SIAR, TEXT_HELP_SIAR},
    {"terima", INTENT_TERIMA, TEXT_HELP_TERIMA},
};

void bantuan_say(struct desk *desk, const char *keyword, struct reply *reply)
{
    enum intent intent = keyword_find(keyword);

    for (size_t i = 0; i < sizeof helps / sizeof helps[0]; i++)
        if (strcmp(helps[i].keyword, keyword) == 0 ||
            (intent != INTENT_UNKNOWN && helps[i].intent == intent)) {
            reply_add(reply, desk->texts, helps[i].text);
            return;
        }
    reply_add(reply, desk->texts, TEXT_MENU, {"regency", desk->config->regency});
}

int desk_bantuan(struct desk *desk, const struct request *request, enum intent intent,
                 struct reply *reply)
{
    (void)intent;
    bantuan_say(desk, request->text, reply);
    return 0;
}
