/* Ticket states: where a ticket stands in its life, and what may follow. */
#pragma once

#include <stdbool.h>

enum ticket_state {
    TICKET_DITERIMA,
    TICKET_DIVERIFIKASI,
    TICKET_DIPROSES,
    TICKET_MENUNGGU_WARGA, /* the citizen is to complete it; its clock stands still */
    TICKET_DITERUSKAN,
    TICKET_SELESAI, /* says the office; the citizen has the last word */
    TICKET_DITUTUP,
    TICKET_DITOLAK,
    TICKET_DITARIK, /* by the citizen, or never completed (UU 25/2009 Art. 44(5)) */
    TICKET_DIBUKA_LAGI,
    TICKET_STATES
};
/* As in the CHECK of the table. */
extern const char *const ticket_state_names[TICKET_STATES];

/* The state with that name, -1 if there is none. */
int ticket_state_of_name(const char *name);

/* Whether a ticket may go from one state to the other. */
bool ticket_may_move(enum ticket_state from, enum ticket_state to);

/* Whether an office still has to do something, or waits for the citizen to complete it. */
bool ticket_is_open(enum ticket_state state);

enum ticket_kind {
    TICKET_PENGADUAN,
    TICKET_ASPIRASI,
    TICKET_INFORMASI,
    TICKET_PERMOHONAN, /* an application that an office works on */
    TICKET_KINDS
};
extern const char *const ticket_kind_names[TICKET_KINDS];

/* What a complaint is about, Perpres 76/2013. */
enum ticket_category {
    TICKET_NO_CATEGORY,
    TICKET_STANDAR,   /* the service is not as its standard says */
    TICKET_KEWAJIBAN, /* a duty is neglected */
    TICKET_LARANGAN,  /* a prohibition is broken */
    TICKET_CATEGORIES
};
extern const char *const ticket_category_names[TICKET_CATEGORIES];
