#include "db/ticket_state.h"

#include <string.h>

const char *const ticket_state_names[TICKET_STATES] = {
    [TICKET_DITERIMA] = "diterima",     [TICKET_DIVERIFIKASI] = "diverifikasi",
    [TICKET_DIPROSES] = "diproses",     [TICKET_MENUNGGU_WARGA] = "menunggu_warga",
    [TICKET_DITERUSKAN] = "diteruskan", [TICKET_SELESAI] = "selesai",
    [TICKET_DITUTUP] = "ditutup",       [TICKET_DITOLAK] = "ditolak",
    [TICKET_DITARIK] = "ditarik",       [TICKET_DIBUKA_LAGI] = "dibuka_lagi",
};

const char *const ticket_kind_names[TICKET_KINDS] = {
    [TICKET_PENGADUAN] = "pengaduan",
    [TICKET_ASPIRASI] = "aspirasi",
    [TICKET_INFORMASI] = "informasi",
    [TICKET_PERMOHONAN] = "permohonan",
};

const char *const ticket_category_names[TICKET_CATEGORIES] = {
    [TICKET_NO_CATEGORY] = "",
    [TICKET_STANDAR] = "standar",
    [TICKET_KEWAJIBAN] = "kewajiban",
    [TICKET_LARANGAN] = "larangan",
};

#define BIT(state) (1u << TICKET_##state)

/* What an office may make of a ticket that it works on. */
#define BY_OFFICE                                                                                  \
    (BIT(DIPROSES) | BIT(MENUNGGU_WARGA) | BIT(DITERUSKAN) | BIT(SELESAI) | BIT(DITOLAK) |         \
     BIT(DITARIK))

static const unsigned next_states[TICKET_STATES] = {
    [TICKET_DITERIMA] = BIT(DIVERIFIKASI) | BY_OFFICE,
    [TICKET_DIVERIFIKASI] = BY_OFFICE,
    [TICKET_DIPROSES] = BY_OFFICE, /* "diproses" again: how far it is */
    [TICKET_MENUNGGU_WARGA] = BY_OFFICE,
    [TICKET_DITERUSKAN] = BIT(DIVERIFIKASI) | BY_OFFICE,
    [TICKET_SELESAI] = BIT(DITUTUP) | BIT(DIBUKA_LAGI),
    [TICKET_DITUTUP] = BIT(DIBUKA_LAGI),
    [TICKET_DITOLAK] = BIT(DIBUKA_LAGI),
    [TICKET_DITARIK] = 0,
    [TICKET_DIBUKA_LAGI] = BIT(DIVERIFIKASI) | BY_OFFICE,
};

int ticket_state_of_name(const char *name)
{
    for (int i = 0; i < TICKET_STATES; i++)
        if (strcmp(ticket_state_names[i], name) == 0)
            return i;
    return -1;
}

bool ticket_may_move(enum ticket_state from, enum ticket_state to)
{
    return next_states[from] >> to & 1;
}

bool ticket_is_open(enum ticket_state state)
{
    return state != TICKET_SELESAI && state != TICKET_DITUTUP && state != TICKET_DITOLAK &&
           state != TICKET_DITARIK;
}
