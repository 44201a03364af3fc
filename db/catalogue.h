/* Catalogue: the offices, their services with the 14 components of the service standard, and what
 * people call them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

#define CATALOGUE_CODE_SIZE 24
#define CATALOGUE_NAME_SIZE 96
#define CATALOGUE_TEXT_SIZE 1024
#define CATALOGUE_YES       "ya"
#define CATALOGUE_LIST_SIZE 1024 /* words or codes separated by '|' */

/* The components of a service standard, in the order of UU 25/2009 Art. 21 as the catalogue's
 * columns have it. */
enum component {
    COMPONENT_DASAR_HUKUM,
    COMPONENT_PERSYARATAN,
    COMPONENT_PROSEDUR,
    COMPONENT_JANGKA_WAKTU,
    COMPONENT_BIAYA,
    COMPONENT_PRODUK,
    COMPONENT_SARANA,
    COMPONENT_KOMPETENSI,
    COMPONENT_PENGAWASAN,
    COMPONENT_PENGADUAN,
    COMPONENT_JUMLAH_PELAKSANA,
    COMPONENT_JAMINAN_LAYANAN,
    COMPONENT_JAMINAN_KEAMANAN,
    COMPONENT_EVALUASI,
    COMPONENTS
};
extern const char *const component_names[COMPONENTS];

struct catalogue_unit {
    char code[CATALOGUE_CODE_SIZE];
    char name[CATALOGUE_NAME_SIZE];
    char aliases[CATALOGUE_LIST_SIZE];
    char address[192];
    char village[64], district[64];  /* desa/kelurahan, kecamatan */
    char hours[CATALOGUE_NAME_SIZE]; /* as gateway/desk/calendar.h reads them */
    char phone[48];
    char source[CATALOGUE_TEXT_SIZE];
    char checked_on[32];
    char approved_by[64]; /* of the address, the hours and the phone */
};

/* Where the text of one component comes from, "" where it is as the whole service has it. */
struct catalogue_own {
    char source[512];
    char checked_on[32]; /* 2026-11-22 */
    char approved_by[64];
};

struct catalogue_service {
    char code[CATALOGUE_CODE_SIZE];
    char name[CATALOGUE_NAME_SIZE];
    char aliases[CATALOGUE_LIST_SIZE];
    char unit[CATALOGUE_CODE_SIZE];
    char unit_name[CATALOGUE_NAME_SIZE]; /* only read */
    char source[CATALOGUE_TEXT_SIZE];
    char checked_on[32];
    char approved_by[64];
    char proxy[256];   /* who may come in the person's place */
    char one_visit[8]; /* CATALOGUE_YES: with all papers it is done in one visit; else "" */
    char component[COMPONENTS][CATALOGUE_TEXT_SIZE];
    struct catalogue_own own[COMPONENTS];
};

/* What holds for the text of a component: its own, else the service's. Borrowed from service. */
struct catalogue_provenance {
    const char *source, *checked_on, *approved_by;
};
struct catalogue_provenance catalogue_provenance(const struct catalogue_service *service,
                                                 enum component component);

struct catalogue_group {
    char code[CATALOGUE_CODE_SIZE];
    char name[CATALOGUE_NAME_SIZE];
    char aliases[CATALOGUE_LIST_SIZE];
    char members[CATALOGUE_LIST_SIZE]; /* codes of services */
    char question[256];
};

/* A service or group in a further language. */
struct catalogue_translation {
    char code[CATALOGUE_CODE_SIZE]; /* KTP-HILANG:en */
    char name[CATALOGUE_NAME_SIZE];
    char question[256];
    char source[CATALOGUE_TEXT_SIZE];
    char checked_on[32];
    char approved_by[64];
    char component[COMPONENTS][CATALOGUE_TEXT_SIZE];
};

/* Read one, with its aliases. Returns 1, 0 if there is none with that code, or an errno of db.h. */
int catalogue_unit(struct db *db, const char *code, struct catalogue_unit *ret);
int catalogue_service(struct db *db, const char *code, struct catalogue_service *ret);
int catalogue_group(struct db *db, const char *code, struct catalogue_group *ret);

/* Visit all units (struct catalogue_unit), services (struct catalogue_service) or groups (struct
 * catalogue_group) in the order of the catalogue. Returns how many, or an errno. */
int catalogue_units(struct db *db, db_visit *visit, void *context);
int catalogue_services(struct db *db, db_visit *visit, void *context);
int catalogue_groups(struct db *db, db_visit *visit, void *context);

/* Write one, new or in place of the old, with its aliases; within a transaction. Returns 0; -ENOENT
 * if the unit or a member is unknown, the code of which is then in culprit; -EEXIST if an alias
 * belongs to another already, the word of which is then in culprit; or an errno of db.h. */
int catalogue_put_unit(struct db *db, const struct catalogue_unit *unit,
                       char culprit[CATALOGUE_NAME_SIZE]);
int catalogue_put_service(struct db *db, const struct catalogue_service *service,
                          char culprit[CATALOGUE_NAME_SIZE]);
int catalogue_put_group(struct db *db, const struct catalogue_group *group,
                        char culprit[CATALOGUE_NAME_SIZE]);

enum catalogue_kind { CATALOGUE_UNIT, CATALOGUE_SERVICE, CATALOGUE_GROUP, CATALOGUE_TRANSLATION };

/* Remove the aliases of a unit, service or group, so that they may move to another. Returns 0 or an
 * errno. */
int catalogue_drop_aliases(struct db *db, enum catalogue_kind kind, const char *code);

/* Let word (folded, as the parser compares) be an alias of such a one. Returns 0; -ENOENT if there
 * is none with that code; -EEXIST if the word is an alias already; or an errno of db.h. */
int catalogue_add_alias(struct db *db, enum catalogue_kind kind, const char *code,
                        const char *word);

/* Whose alias word is, among units or among services and groups. Returns 1 and the code, 0 or an
 * errno. */
int catalogue_alias_owner(struct db *db, const char *word, bool among_units,
                          char ret[CATALOGUE_CODE_SIZE]);

/* What people call a unit, service or group. */
struct catalogue_alias {
    char word[CATALOGUE_NAME_SIZE];
    char code[CATALOGUE_CODE_SIZE];
    enum catalogue_kind kind;
};

/* Visit all aliases (struct catalogue_alias). Returns how many, or an errno. */
int catalogue_aliases(struct db *db, db_visit *visit, void *context);

/* Counts the changes of the catalogue; a gateway that holds it in memory compares. Negative errno
 * on failure. */
int64_t catalogue_version(struct db *db);
int catalogue_changed(struct db *db);

/* Take the next item off a list that is separated by '|', without spaces around it. Returns false
 * at the end. */
bool catalogue_list_next(const char **list, char *ret, size_t size);
