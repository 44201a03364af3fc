/* Keywords: the words that say what a person wants. */
#pragma once

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
    INTENT_MENU,     /* what may be asked here */
    INTENTS
};

/* Their names, as in the database, the command line and the reports. */
extern const char *const intent_names[INTENTS];

/* The intent with that name, INTENT_UNKNOWN for any other. */
enum intent intent_of_name(const char *name);

/* What a folded word asks for; INTENT_UNKNOWN if it is no keyword. */
enum intent keyword_find(const char *folded);
