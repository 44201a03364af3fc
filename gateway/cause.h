/* Causes: what a modem's or network's error says about trying again. */
#pragma once

enum cause {
    CAUSE_PERMANENT, /* this message to this number will never go */
    CAUSE_TRANSIENT, /* later it may go */
    CAUSE_SENDER,    /* this SIM or modem cannot send now; another one may */
    CAUSE_UNSURE     /* it may have gone */
};

/* The class of a +CMS ERROR code: 3GPP TS 27.005, 3.2.5; the codes below 128 are RP causes of
 * 3GPP TS 24.011, 8.2.5.4 and annex E-2, those from 128 to 255 are TP-FCS of 3GPP TS 23.040,
 * 9.2.3.22. A code that is not in the table may pass. */
enum cause cause_of_cms(int code);

/* Its name in the standard, "error" for a code that is not in the table. */
const char *cause_name(int code);
