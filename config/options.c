/* Options: the table, and what can be said of one row. */
#include "config/options.h"

#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/config.h"

#define FIELD(type, field)                                                                         \
    .offset = offsetof(struct type, field), .size = sizeof(((struct type *)0)->field)
#define LOWERCASE "abcdefghijklmnopqrstuvwxyz"
#define UPPERCASE "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS    "0123456789"

const struct option OPTIONS[] = {
    {"node", OPTION_WORD, FIELD(config, node), .min = 2, .max = 2, .allowed = DIGITS,
     .example = "01", .rule = "exactly two digits, such as \"01\"",
     .help = "The first two digits of every ticket number.\n"
             "Each gateway of the regency has its own, so that no number is given out twice."},
    {"database", OPTION_TEXT, FIELD(config, database), .min = 1, .max = 255,
     .example = "/var/lib/sampan/sampan.db", .rule = "the path of a file, at most 255 bytes",
     .help = "The SQLite database: messages, tickets, catalogue. It is made at the first start."},
    {"texts", OPTION_TEXT, FIELD(config, texts), .min = 0, .max = 255, .fallback = "",
     .rule = "the path of a folder, at most 255 bytes",
     .help = "The folder of texts.<language>.conf, the sentences that people read on the phone.\n"
             "Empty: the folder that was installed with the programs."},
    {"language", OPTION_WORD, FIELD(config, language), .min = 2, .max = 7, .allowed = LOWERCASE,
     .fallback = "id", .rule = "2 to 7 lowercase letters, such as \"id\"",
     .help = "The language of the answers: \"id\" Indonesian, \"en\" English, or one of your own\n"
             "for which there is a file texts.<language>.conf."},
    {"languages", OPTION_WORD, FIELD(config, languages), .min = 0, .max = 63,
     .allowed = LOWERCASE " ", .fallback = "id en",
     .rule = "languages as above, separated by spaces",
     .help = "The languages that a person may choose with BAHASA. Each has its file of texts;\n"
             "what that lacks is said in the language of the option above."},
    {"regency", OPTION_TEXT, FIELD(config, regency), .min = 1, .max = 63,
     .fallback = "Pemerintah Kabupaten", .rule = "1 to 63 bytes of text",
     .help = "How the answers call the regency. Keep it short: every SMS has 160 characters."},
    {"timezone", OPTION_CHOICE, FIELD(config, timezone), .allowed = "WIB WITA WIT",
     .fallback = "WITA",
     .help = "The time zone of dates in answers: WIB is UTC+7, WITA UTC+8, WIT UTC+9."},
    {"response_days", OPTION_INT, FIELD(config, response_days), .min = 1, .max = 14,
     .fallback = "14",
     .help = "Days within which a complaint is answered; the receipt promises it to the villager.\n"
             "UU 25/2009 Art. 44(3) allows at most 14."},
    {"verify_days", OPTION_INT, FIELD(config, verify_days), .min = 1, .max = 14, .fallback = "3",
     .help = "Working days within which an office verifies a complaint (SP4N-LAPOR!: 3)."},
    {"followup_days", OPTION_INT, FIELD(config, followup_days), .min = 1, .max = 60,
     .fallback = "5",
     .help = "Working days from there to the first step of the office (SP4N-LAPOR!: 5).\n"
             "An office may promise less: sampan route promise UNIT DAYS."},
    {"complete_days", OPTION_INT, FIELD(config, complete_days), .min = 1, .max = 30,
     .fallback = "30",
     .help = "Days within which a citizen completes a complaint; then it counts as withdrawn.\n"
             "UU 25/2009 Art. 44(4) and (5) give 30. Meanwhile the clock of the office stands "
             "still."},
    {"decision_days", OPTION_INT, FIELD(config, decision_days), .min = 1, .max = 60,
     .fallback = "60",
     .help = "Days within which a complaint is decided: at most 60, UU 25/2009 Art. 50(1).\n"
             "The citizen is told at once; Art. 50(2) would allow 14 days for that."},
    {"reopen_days", OPTION_INT, FIELD(config, reopen_days), .min = 1, .max = 60, .fallback = "10",
     .help = "Days in which a citizen may say BELUM to what an office calls done. Then it is "
             "closed;\n"
             "after that, for as many days again, BELUM opens it once more."},
    {"remind_days", OPTION_INT, FIELD(config, remind_days), .min = 1, .max = 14, .fallback = "1",
     .help = "Working days before a deadline on which the officer is reminded."},
    {"escalate_days", OPTION_INT, FIELD(config, escalate_days), .min = 1, .max = 60,
     .fallback = "3",
     .help = "Working days after a deadline of the law, of which the supervisor was told, when "
             "the\n"
             "regional secretary (Sekda) is told, too."},
    {"digest_hour", OPTION_INT, FIELD(config, digest_hour), .min = 0, .max = 24, .fallback = "8",
     .help = "Hour of each working day at which officers get their list by SMS. 24: never."},
    {"report_min_cases", OPTION_INT, FIELD(config, report_min_cases), .min = 1, .max = 1000,
     .fallback = "5",
     .help = "Figures of fewer cases are neither sent nor printed (KINERJA, sampan report): they "
             "say\n"
             "little of an office and much of the few who complained."},
    {"rank_min_cases", OPTION_INT, FIELD(config, rank_min_cases), .min = 1, .max = 1000,
     .fallback = "10",
     .help = "Complaints of a month with fewer of which an office is not ranked among the "
             "others."},
    {"desk_unit", OPTION_WORD, FIELD(config, desk_unit), .min = 1, .max = 23,
     .allowed = UPPERCASE DIGITS "-", .fallback = "DISKOMINFO",
     .rule = "the code of a unit of the catalogue: 1 to 23 capital letters, digits or -",
     .help = "The unit that gets the complaints which name no office and fit none."},
    {"replies_per_hour", OPTION_INT, FIELD(config, replies_per_hour), .min = 1, .max = 1000,
     .fallback = "10",
     .help = "Answers that one number gets in an hour; then one notice, then silence.\n"
             "It ends a quarrel with a machine that answers our answers. Complaints are kept all "
             "the same."},
    {"answer_foreign", OPTION_BOOL, FIELD(config, answer_foreign), .fallback = "false",
     .help = "Whether numbers of other countries are answered: an SMS abroad costs several times "
             "as much."},
    {"max_segments", OPTION_INT, FIELD(config, max_segments), .min = 1, .max = 8, .fallback = "2",
     .help = "SMS that one answer may cost. The rest of a longer one comes when LANJUT is sent."},
    {"text_valid_days", OPTION_INT, FIELD(config, text_valid_days), .min = 1, .max = 3650,
     .fallback = "365",
     .help = "Days after which a text of the catalogue is to be checked again.\n"
             "'sampan service check' and 'sampan doctor' tell which; it is still sent."},
    {"keep_ignored_days", OPTION_INT, FIELD(config, keep_ignored_days), .min = 1, .max = 3650,
     .fallback = "7",
     .help = "Days for which 'sampan purge' leaves messages that were not answered (advertising,\n"
             "codes of banks) with their words and number. UU 27/2022 Art. 16(2)g, 42 and 43:\n"
             "what is not needed any more ends."},
    {"keep_messages_days", OPTION_INT, FIELD(config, keep_messages_days), .min = 30, .max = 3650,
     .fallback = "365",
     .help = "The same for all other messages and answers. The law names no figure: yours is in "
             "the\n"
             "regency's schedule of archives (JRA, UU 43/2009)."},
    {"keep_tickets_days", OPTION_INT, FIELD(config, keep_tickets_days), .min = 365, .max = 36500,
     .fallback = "1825",
     .help = "The same for the words of a complaint and whose it is, from the day it was closed.\n"
             "Its office, times and marks stay."},
    {"notice_days", OPTION_INT, FIELD(config, notice_days), .min = 1, .max = 365, .fallback = "14",
     .help = "Days for which a notice of an officer (KABAR) holds that names no day."},
    {"notice_asked_days", OPTION_INT, FIELD(config, notice_asked_days), .min = 1, .max = 365,
     .fallback = "14",
     .help = "Whoever asked about a service within so many days is told when its notice is over."},
    {"broadcasts_per_day", OPTION_INT, FIELD(config, broadcasts_per_day), .min = 0, .max = 1000000,
     .fallback = "200",
     .help = "SMS that nobody has asked for, a day at most; the rest waits for the next days.\n"
             "0: no limit."},
    {"quiet_from", OPTION_INT, FIELD(config, quiet_from), .min = 0, .max = 23, .fallback = "20",
     .help = "The hour from which nothing is sent that nobody has asked for ..."},
    {"quiet_until", OPTION_INT, FIELD(config, quiet_until), .min = 0, .max = 23, .fallback = "7",
     .help = "... until this one, local time. The same hour twice: never quiet."},
    {"acknowledge_hours", OPTION_INT, FIELD(config, acknowledge_hours), .min = 1, .max = 720,
     .fallback = "24",
     .help = "Hours in which officers answer TERIMA to an announcement (SIAR). Then those who did "
             "not are\nnamed to its sender and to the officer one level above them."},
    {"sms_price_rupiah", OPTION_INT, FIELD(config, sms_price_rupiah), .min = 0, .max = 100000,
     .fallback = "350", .help = "What one SMS costs, for telling officers what they cause."},
    {"pin_attempts", OPTION_INT, FIELD(config, pin_attempts), .min = 3, .max = 20, .fallback = "5",
     .help = "Wrong PINs or codes in a row after which nothing is taken from an officer's number,\n"
             "until 'sampan officer unlock' or a new PIN."},
    {"missed_call_menu", OPTION_BOOL, FIELD(config, missed_call_menu), .fallback = "true",
     .help = "Whether somebody who rings (and is hung up) gets the menu by SMS."},
    {"missed_call_period_s", OPTION_INT, FIELD(config, missed_call_period_s), .min = 60,
     .max = 604800, .fallback = "3600",
     .help = "Seconds in which one number gets the menu for ringing at most once."},
    {"operator_number", OPTION_PHONE, FIELD(config, operator_number), .min = 8, .max = 15,
     .fallback = "", .rule = "+ and 8 to 15 digits, or \"\" for nobody",
     .help = "Who is told by SMS when a SIM's credit runs low."},
    {"fallback_after_s", OPTION_INT, FIELD(config, fallback_after_s), .min = 5, .max = 86400,
     .fallback = "120",
     .help = "Seconds after which the answers of a modem that cannot send leave by the next one."},
    {"question_timeout_s", OPTION_INT, FIELD(config, question_timeout_s), .min = 60, .max = 604800,
     .fallback = "86400",
     .help = "Seconds for which the gateway remembers what it asked (\"reply 1, 2 or 3\").\n"
             "86400 is a day."},
    {"web_address", OPTION_WORD, FIELD(config, web_address), .min = 2, .max = 45,
     .allowed = DIGITS "abcdef.:", .fallback = "127.0.0.1",
     .rule = "an IPv4 or IPv6 address, such as \"192.168.1.10\"",
     .help = "Where sampan-web listens. The default reaches this machine only. For the office's\n"
             "network: this machine's address there, or \"0.0.0.0\" or \"::\" for every one."},
    {"web_port", OPTION_INT, FIELD(config, web_port), .min = 1, .max = 65535, .fallback = "8080",
     .help = "The port of sampan-web."},
    {"web_https", OPTION_BOOL, FIELD(config, web_https), .fallback = "false",
     .help = "Whether people reach sampan-web by https, through a proxy that has the certificate.\n"
             "Browsers then send the cookie by https only."},
    {"web_idle_s", OPTION_INT, FIELD(config, web_idle_s), .min = 60, .max = 86400,
     .fallback = "1800", .help = "Seconds without a look at a page after which a login has ended."},
    {"web_session_s", OPTION_INT, FIELD(config, web_session_s), .min = 60, .max = 604800,
     .fallback = "43200", .help = "Seconds after which every login has ended."},
    {"modems", OPTION_LIST, .min = 1, .max = CONFIG_MODEMS_MAX,
     .help = "The GSM modems that bring and take the SMS: each in braces, commas between them."},
    {.key = NULL},
};

const struct option MODEM_OPTIONS[] = {
    {"name", OPTION_WORD, FIELD(config_modem, name), .min = 1, .max = 31,
     .allowed = LOWERCASE DIGITS "-_", .example = "telkomsel", .unique = true,
     .rule = "1 to 31 lowercase letters, digits, - or _",
     .help = "A short name for logs and reports, often the operator's."},
    {"device", OPTION_TEXT, FIELD(config_modem, device), .min = 1, .max = 255,
     .example = "/dev/serial/by-id/usb-HUAWEI_Mobile-if00-port0", .unique = true,
     .rule = "the path of a device, at most 255 bytes",
     .help = "Where the modem is. A path below /dev/serial/by-id stays when cables are moved.\n"
             "For libgammu's dummy driver: a folder."},
    {"connection", OPTION_CHOICE, FIELD(config_modem, connection),
     .allowed = "at at9600 at19200 at38400 at57600 at115200 at230400 at460800 dku2at none",
     .fallback = "at",
     .help = "libgammu's name of the connection: at, with the speed of a serial line behind it;\n"
             "dku2at is quicker, for modems that take whole lines; none for its dummy driver."},
    {"model", OPTION_CHOICE, FIELD(config_modem, model), .allowed = "at dummy", .fallback = "",
     .help = "libgammu's driver: at, or dummy. Empty: the modem is asked which it needs."},
    {"number", OPTION_PHONE, FIELD(config_modem, number), .min = 8, .max = 15,
     .example = "+6281200000001", .unique = true,
     .rule = "+ and 8 to 15 digits that begin with the country, such as \"+6281200000001\"",
     .help = "The phone number of the SIM in the modem. An SMS from it is never answered."},
    {"pin", OPTION_WORD, FIELD(config_modem, pin), .min = 4, .max = 8, .allowed = DIGITS,
     .fallback = "", .secret = true, .rule = "4 to 8 digits, or \"\" if the SIM asks for none",
     .help = "The SIM's PIN. Empty: the SIM asks for none."},
    {"poll_interval_ms", OPTION_INT, FIELD(config_modem, poll_interval_ms), .min = 10,
     .max = 600000, .fallback = "5000",
     .help = "Milliseconds between two looks at the modem for new SMS.\n"
             "Most modems also tell at once that one has come."},
    {"deadline_s", OPTION_INT, FIELD(config_modem, deadline_s), .min = 10, .max = 3600,
     .fallback = "120",
     .help = "Seconds of silence after which the modem's process is killed and started anew.\n"
             "Sending may take a minute and a half."},
    {"init_commands", OPTION_TEXT, FIELD(config_modem, init_commands), .min = 0, .max = 255,
     .fallback = "", .rule = "AT commands separated by |, at most 255 bytes",
     .help = "Said to the modem before libgammu has it, such as what turns off its chatter:\n"
             "AT^CURC=0 (Huawei), AT+CTZU=0, AT+CGREG=0. Separate them by |."},
    {"delivery_reports", OPTION_BOOL, FIELD(config_modem, delivery_reports), .fallback = "false",
     .help = "Whether the network is asked to report each delivery. Some networks charge for it."},
    {"messages_per_minute", OPTION_INT, FIELD(config_modem, messages_per_minute), .min = 0,
     .max = 6000, .fallback = "0",
     .help = "SMS a minute at most, as some networks bar a SIM that sends too fast. 0: no limit."},
    {"segments_per_day", OPTION_INT, FIELD(config_modem, segments_per_day), .min = 0,
     .max = 1000000, .fallback = "0",
     .help = "SMS a day after which only receipts and answers go, no reminders or announcements.\n"
             "0: no limit."},
    {"balance_code", OPTION_WORD, FIELD(config_modem, balance_code), .min = 1, .max = 31,
     .allowed = DIGITS "*#", .fallback = "", .rule = "a USSD code such as \"*888#\", or \"\"",
     .help = "The USSD code that tells the SIM's credit: Telkomsel *888#, Indosat *123#,\n"
             "XL *123#, Tri *111*1#, Smartfren *999#. Empty: the credit is not looked at."},
    {"balance_answers", OPTION_TEXT, FIELD(config_modem, balance_answers), .min = 0, .max = 31,
     .fallback = "", .rule = "digits separated by |, at most 31 bytes",
     .help = "What the code's menus are answered, one after the other, such as 1|2."},
    {"balance_pattern", OPTION_REGEX, FIELD(config_modem, balance_pattern), .min = 1, .max = 127,
     .fallback = "(Rp|Pulsa|sisa|Sisa|Balance)[^0-9]*([0-9][0-9.,]*)",
     .rule = "a POSIX extended regular expression, at most 127 bytes",
     .help = "Where the rupiah stand in the answer: the last group in parentheses. The default\n"
             "reads \"Sisa Pulsa Anda Rp.5600.\" (Telkomsel), \"Pulsa 19350 s/d 18Aug13.\" (XL),\n"
             "\"Balance Rp.8500.\" (Indosat), \"Pulsa anda sisa Rp 1234\" (Tri) and\n"
             "\"Pulsa Anda Rp. 36,998\" (Smartfren)."},
    {"balance_interval_s", OPTION_INT, FIELD(config_modem, balance_interval_s), .min = 60,
     .max = 604800, .fallback = "21600", .help = "Seconds between two looks at the credit."},
    {"balance_warning", OPTION_INT, FIELD(config_modem, balance_warning), .min = 0, .max = 10000000,
     .fallback = "20000",
     .help = "Rupiah below which the operator is told, and only receipts and answers go."},
    {"expiry_pattern", OPTION_REGEX, FIELD(config_modem, expiry_pattern), .min = 1, .max = 127,
     .fallback = "(s/d|S/D|sampai|[Bb]erlaku|[Aa]ktif|[Aa]ctive|[Ee]xp)[^0-9]*"
                 "([0-9]{1,4}[-./ ]?[0-9A-Za-z]{1,9}[-./ ]?[0-9]{2,4})",
     .rule = "a POSIX extended regular expression, at most 127 bytes",
     .help = "Where the credit's last day (masa aktif) stands in the answer to balance_code: the\n"
             "last group in parentheses. The default reads \"sampai dengan 05/11/2026\" "
             "(Telkomsel),\n"
             "\"s/d 18Aug26\" (XL), \"Active 08.16.26\" (Indosat, with expiry_order = \"mdy\"),\n"
             "\"berlaku s/d 18-AUG-26\" (Tri) and \"berlaku s/d 03/05/2026\" (Smartfren)."},
    {"expiry_order", OPTION_CHOICE, FIELD(config_modem, expiry_order), .allowed = "dmy mdy",
     .fallback = "dmy",
     .help = "What comes first in that date if the month is a number: dmy the day, mdy the month.\n"
             "A year of four digits may always come first."},
    {"expiry_warning_days", OPTION_INT, FIELD(config_modem, expiry_warning_days), .min = 0,
     .max = 90, .fallback = "7",
     .help = "Days before the credit expires on which the operator is told, once."},
    {.key = NULL},
};

const struct option *option_find(const struct option *table, const char *key)
{
    for (const struct option *option = table; option->key; option++)
        if (strcmp(option->key, key) == 0)
            return option;
    return NULL;
}

void option_rule(const struct option *option, char *ret, size_t size)
{
    if (option->rule)
        snprintf(ret, size, "%s", option->rule);
    else if (option->type == OPTION_CHOICE)
        snprintf(ret, size, "one of %s", option->allowed);
    else if (option->type == OPTION_BOOL)
        snprintf(ret, size, "true or false");
    else if (option->type == OPTION_LIST)
        snprintf(ret, size, "a list of %d to %d groups: %s = ( { ... }, { ... } );", option->min,
                 option->max, option->key);
    else
        snprintf(ret, size, "%d to %d", option->min, option->max);
}

static bool is_choice(const char *choices, const char *value)
{
    size_t length = strlen(value);

    for (const char *word = choices; *word; word += strspn(word, " ")) {
        size_t size = strcspn(word, " ");
        if (size == length && strncmp(word, value, length) == 0)
            return true;
        word += size;
    }
    return false;
}

static bool is_printable(const char *value)
{
    for (; *value; value++)
        if (iscntrl((unsigned char)*value))
            return false;
    return true;
}

static bool is_length(const struct option *option, const char *value)
{
    size_t length = strlen(value);
    return length >= (size_t)option->min && length <= (size_t)option->max;
}

static bool is_regex(const char *value)
{
    regex_t compiled;
    bool right = regcomp(&compiled, value, REG_EXTENDED) == 0;

    if (right)
        regfree(&compiled);
    return right;
}

bool option_text_fits(const struct option *option, const char *value)
{
    if (strlen(value) >= option->size)
        return false;
    if (option->fallback && strcmp(option->fallback, value) == 0)
        return true;

    switch (option->type) {
    case OPTION_TEXT:
        return is_length(option, value) && is_printable(value);
    case OPTION_REGEX:
        return is_length(option, value) && is_printable(value) && is_regex(value);
    case OPTION_WORD:
        return is_length(option, value) && value[strspn(value, option->allowed)] == '\0';
    case OPTION_CHOICE:
        return is_choice(option->allowed, value);
    case OPTION_PHONE:
        return value[0] == '+' && is_length(option, value + 1) && value[1] != '0' &&
               value[1 + strspn(value + 1, DIGITS)] == '\0';
    case OPTION_INT:
    case OPTION_BOOL:
    case OPTION_LIST:
        break;
    }
    return false;
}

void options_set_defaults(const struct option *table, void *base)
{
    for (const struct option *option = table; option->key; option++) {
        char *field = (char *)base + option->offset;
        int number = option->fallback ? atoi(option->fallback) : 0;

        if (option->type == OPTION_LIST)
            continue;
        memset(field, 0, option->size);
        if (option->type == OPTION_INT)
            memcpy(field, &number, sizeof number);
        else if (option->type == OPTION_BOOL)
            *(bool *)field = strcmp(option->fallback, "true") == 0;
        else if (option->fallback)
            memcpy(field, option->fallback, strlen(option->fallback));
    }
}

bool config_same_modem(const struct config_modem *a, const struct config_modem *b)
{
    for (const struct option *option = MODEM_OPTIONS; option->key; option++) {
        const char *x = (const char *)a + option->offset, *y = (const char *)b + option->offset;
        bool number = option->type == OPTION_INT || option->type == OPTION_BOOL;

        if (number ? memcmp(x, y, option->size) != 0 : strcmp(x, y) != 0)
            return false;
    }
    return true;
}
