#!/bin/sh
# demo.sh BUILD: the main job on one machine: sampand and sampan-modem on sampan-phone, in a throw-away folder ./demo.
set -eu
build=$1
demo=$PWD/demo
number=+6281200000001
gateway=

# Whatever ends the demo, nothing is left running.
finish() {
    [ -z "$gateway" ] || kill "$gateway" 2>/dev/null || true
    [ -z "$gateway" ] || wait "$gateway" 2>/dev/null || true
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

rm -rf "$demo"
mkdir "$demo"
cat >"$demo/sampan.conf" <<CONF
node = "01";
database = "$demo/sampan.db";
regency = "Kabupaten Buton Selatan";
replies_per_hour = 1000;
modems = (
  { name = "demo"; device = "$demo/modem"; connection = "at"; number = "$number"; }
);
CONF
"$build/sampan" -c "$demo/sampan.conf" service import config/layanan.csv >"$demo/import.log"

# The gateway starts when the phone has its modem ready, and finds it at once.
(
    while [ ! -e "$demo/modem" ]; do sleep 0.05; done
    exec "$build/sampand" -c "$demo/sampan.conf" 2>"$demo/sampand.log"
) </dev/null >/dev/null &
gateway=$!

if [ -t 0 ]; then
    cat <<TEXT
Sampan, the SMS gateway of a regency of islands, runs on this machine now:

  you, a villager  ->  sampan-phone, a GSM modem in software  ->  sampan-modem (libgammu)  ->  sampand (SQLite)

Type an SMS and press Enter. Try, one after the other:

  SYARAT KTP HILANG                         what to bring when the identity card is lost
  SYARAT KTP                                which one? answer with a digit
  LAPOR lampu jalan mati di depan pasar     a complaint gets a number and a date
  CEK and that number                       how it stands
  /help                                     what else this phone can do        Ctrl-D or /quit ends the demo

The log is in demo/sampand.log; in another terminal: $build/sampan -c demo/sampan.conf message list

TEXT
fi
"$build/sampan-phone" --link "$demo/modem" --number "$number"
