/* Keywords: the words that say what a person wants. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum intent {
    INTENT_UNKNOWN,  /* not understood: at most a word of help */
    INTENT_IGNORE,   /* nothing may happen: no answer, no ticket */
    INTENT_SYARAT,   /* what to bring */
    INTENT_BIAYA,    /* what it costs */
    INTENT_LAMA,     /* how long it takes */
    INTENT_PROSEDUR, /* how it goes */
    INTENT_DASAR,    /* which law says so */
    INTENT_LAPOR,    /* a complaint */
    INTENT_CEK,      /* how a ticket stands */
    INTENT_STATUS,   /* an officer says how a ticket stands */
    INTENT_NILAI,    /* how a result is judged */
    INTENT_MENU,     /* what may be asked here */
    INTENT_LANJUT,   /* the next page */
    INTENT_STOP,     /* no more notices and surveys */
    INTENT_MULAI,    /* notices and surveys again */
    INTENT_BAHASA,   /* the language of the answers */
    INTENT_KABAR,    /* an officer tells what holds for a service now */
    /* Further parts of a service standard, asked for by a word right before the service's name. */
    INTENT_HASIL,      /* what one gets */
    INTENT_TEMPAT,     /* where the office is, and when it is open */
    INTENT_SARANA,     /* what the office has for its visitors */
    INTENT_PETUGAS,    /* what its people can do */
    INTENT_JUMLAH,     /* how many they are */
    INTENT_PENGAWASAN, /* who watches over them */
    INTENT_SALURAN,    /* where to complain of it */
    INTENT_JAMINAN,    /* what is promised */
    INTENT_KEAMANAN,   /* how safe it is */
    INTENT_EVALUASI,   /* how it is evaluated */
    INTENT_USUL,       /* a wish or an idea for the regency */
    INTENT_TAMBAH,     /* more about a ticket */
    INTENT_TARIK,      /* a ticket is withdrawn */
    INTENT_SKM,        /* the nine answers of the survey */
    INTENT_BANTUAN,    /* how a keyword is used */
    INTENT_TUGAS,      /* an officer: what there is to do */
    INTENT_BACA,       /* an officer: a whole ticket */
    INTENT_JAWAB,      /* an officer: a word to the citizen */
    INTENT_BERKAS,     /* an officer: an application is there */
    INTENT_KINERJA,    /* how well an office works */
    INTENT_SIAR,       /* an officer: an announcement to those below */
    INTENT_TERIMA,     /* an officer: it was read */
    INTENTS
};

/* Their names, as in the database, the command line and the reports. */
extern const char *const intent_names[INTENTS];

/* The intent with that name, INTENT_UNKNOWN for any other. */
enum intent intent_of_name(const char *name);

/* Whether it changes something that is not the sender's own: acted upon only if the keyword is
 * written to the letter, else asked back; and with an officer's PIN or code. */
bool intent_changes(enum intent intent);

/* What a folded word asks for; INTENT_UNKNOWN if it is no keyword. */
enum intent keyword_find(const char *folded);

/* What a folded word asks for if the name of a service or office follows right behind it, as in
 * "tempat ktp"; INTENT_UNKNOWN for others. Such words are too common to be keywords anywhere else.
 */
enum intent keyword_before_name(const char *folded);

/* The commands that count only as they are taught, with what belongs behind them
 * (parser/ordered.c): word number i, NULL after the last. */
const char *keyword_ordered_at(size_t i);

/* The keyword number i and its intent; NULL after the last. */
const char *keyword_at(size_t i, enum intent *ret);
