# PostgreSQL, Redis and RabbitMQ for tests, each on a free loopback port with a data folder of its own that is empty at
# first. To be sourced after setup.sh.
#
#   start_postgres, start_redis, start_rabbitmq   install, start, wait until ready, export AISLE_TEST_POSTGRES (conninfo),
#                                                 AISLE_TEST_REDIS (host:port), AISLE_TEST_RABBITMQ (address)
#   stop_services                                 stops what was started, by process id
#
# All tests share these at the same time, so nobody may restart them. A test that needs a server to go away makes one of its
# own with script/lib/service, which AISLE_TEST_SERVICES names. A service is called by its kind (postgres, redis, rabbitmq),
# one of a test's own by kind, hyphen and a word.

services=$root/.build/services

# The process ids of service $1 that still run. An id alone may have gone to somebody else since: the process must carry the
# folder's name in its environment.
service_pids() {
  local folder=$services/$1 file pid
  for file in "$folder"/*.pid; do
    [ -s "$file" ] || continue
    pid=$(head -n 1 "$file")
    if grep -qzxF "AISLE_SERVICE=$folder" "/proc/$pid/environ" 2>/dev/null; then echo "$pid"; fi
  done
}

# Sends signal $2 to the processes of service $1 and waits until they are gone; kills them when that takes too long.
service_end() {
  local name=$1 signal=$2 pid pids
  pids=$(service_pids "$name")
  for pid in $pids; do kill "-$signal" "$pid" 2>/dev/null || true; done
  for pid in $pids; do
    for _ in $(seq 200); do
      # A zombie is gone for us: whoever started it has not looked yet.
      grep -qE '^State:\s+[^Z]' "/proc/$pid/status" 2>/dev/null || continue 2
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
  done
  rm -f "$services/$name"/*.pid
}

# Waits until port $2 of service $1 takes connections: 1 when it does not within 90 s, 2 when the process in file server.pid is gone before.
service_comes_up() {
  local pid
  pid=$(cat "$services/$1/server.pid")
  for _ in $(seq 900); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; then return 0; fi
    grep -qE '^State:\s+[^Z]' "/proc/$pid/status" 2>/dev/null || return 2
    sleep 0.1
  done
  return 1
}

# Waits until port $2 of service $1 takes connections.
service_ready() {
  local name=$1 port=$2
  for _ in $(seq 900); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return 0; fi
    sleep 0.1
  done
  tail -n 20 "$services/$name/log" >&2 || true
  fail "$name did not start; its log is $services/$name/log"
}

# An empty folder and a port for service $1; stops what runs there.
service_prepare() {
  service_stop "$1"
  rm -rf "${services:?}/$1"
  mkdir -p "$services/$1"
  free_port >"$services/$1/port"
}

# Starts command $3… of service $1 in the background, its process id in file $2.pid.
service_spawn() {
  local folder=$services/$1 file=$services/$1/$2.pid; shift 2
  # What a test's process hands down must not reach the server: open descriptors, by which that process would wait for the
  # server's end, and blocked signals, by which the server could not be stopped.
  AISLE_SERVICE=$folder python3 -c '
import os, signal, sys
signal.pthread_sigmask(signal.SIG_SETMASK, [])
os.closerange(3, 65536)
os.setsid()
os.execvp(sys.argv[1], sys.argv[1:])' "$@" </dev/null >>"$folder/log" 2>&1 &
  echo $! >"$file"
  disown
}

service_start_postgres() {
  local folder=$services/$1 port drop=() programs
  port=$(cat "$folder/port")
  programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  # PostgreSQL refuses to run as root.
  if [ "$(id -u)" = 0 ]; then drop=(setpriv --reuid postgres --regid postgres --init-groups); fi
  if [ ! -d "$folder/data" ]; then
    echo aisle-test >"$folder/password"
    [ "$(id -u)" != 0 ] || chown -R postgres "$folder"
    "${drop[@]}" "$programs/initdb" --no-sync --username aisle --pwfile "$folder/password" --auth scram-sha-256 \
      --encoding UTF8 --locale C --pgdata "$folder/data" >>"$folder/log" 2>&1 ||
      { tail -n 5 "$folder/log" >&2; fail "initdb failed; user postgres must be able to reach $folder"; }
  fi
  service_spawn "$1" server "${drop[@]}" "$programs/postgres" -D "$folder/data" -p "$port" -h 127.0.0.1 \
    -c unix_socket_directories= -c max_connections=50 -c shared_buffers=16MB
  service_ready "$1" "$port"
  # It takes connections before it can serve them.
  for _ in $(seq 300); do "$programs/pg_isready" -q -h 127.0.0.1 -p "$port" && return 0; sleep 0.1; done
  fail "PostgreSQL does not get ready; its log is $folder/log"
}

service_start_redis() {
  local folder=$services/$1 port
  port=$(cat "$folder/port")
  service_spawn "$1" server redis-server --bind 127.0.0.1 --port "$port" --dir "$folder" --appendonly yes --save '' \
    --set-proc-title no
  service_ready "$1" "$port"
}

service_start_rabbitmq() {
  local folder=$services/$1 port
  port=$(cat "$folder/port")
  # Erlang nodes find each other through epmd. Without one of our own the node would start one that stays for good.
  if [ ! -s "$folder/epmd-port" ]; then
    free_port >"$folder/epmd-port"
    touch "$folder/environment"
    echo '[].' >"$folder/plugins"
    # A log line per connection is enough; no limit on disk or memory that a small machine would hit.
    printf '%s\n' 'log.console = true' 'log.console.level = warning' 'loopback_users.guest = true' >"$folder/rabbitmq.conf"
  fi
  local epmd_port try came
  epmd_port=$(cat "$folder/epmd-port")
  service_spawn "$1" epmd epmd -address 127.0.0.1 -port "$epmd_port"
  service_ready "$1" "$epmd_port"
  for try in 1 2 3; do
    # A port that was free may be taken by the time the node wants it: then it ends at once, and gets another.
    free_port >"$folder/dist-port"
    service_spawn_rabbitmq "$1" "$port" "$epmd_port"
    came=0
    service_comes_up "$1" "$port" || came=$?
    ((came != 0)) || return 0
    ((came == 2)) || break
  done
  tail -n 20 "$folder/log" >&2 || true
  fail "$1 did not start; its log is $folder/log"
}

service_spawn_rabbitmq() {
  local folder=$services/$1 port=$2 epmd_port=$3
  # RUNNING_UNDER_SYSTEMD: no shell in between, so that our signal reaches the broker.
  service_spawn "$1" server env HOME="$folder" RUNNING_UNDER_SYSTEMD=true ERL_CRASH_DUMP="$folder/crash" \
    ERL_EPMD_PORT="$epmd_port" ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_NODENAME=aisle@localhost \
    RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$port" RABBITMQ_DIST_PORT="$(cat "$folder/dist-port")" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    RABBITMQ_CONF_ENV_FILE="$folder/environment" RABBITMQ_CONFIG_FILE="$folder/rabbitmq.conf" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$folder/plugins" RABBITMQ_MNESIA_BASE="$folder/mnesia" \
    RABBITMQ_LOG_BASE="$folder/logs" RABBITMQ_LOGS=- RABBITMQ_GENERATED_CONFIG_DIR="$folder/config" \
    RABBITMQ_SCHEMA_DIR="$folder/schema" RABBITMQ_PID_FILE="$folder/broker-pid" \
    /usr/lib/rabbitmq/bin/rabbitmq-server
}

# PostgreSQL would wait for its clients at TERM.
service_stop() { case "$1" in postgres*) service_end "$1" INT ;; *) service_end "$1" TERM ;; esac; }
service_kill() { service_end "$1" KILL; }
service_start() { "service_start_${1%%-*}" "$1"; }
service_restart() { service_stop "$1"; service_start "$1"; }

# Starts service $1 with an empty folder.
service_create() {
  service_prepare "$1"
  service_start "$1"
}

# What clients need to know of service $1.
service_address() {
  local port
  port=$(cat "$services/$1/port")
  case "$1" in
    postgres*) echo "host=127.0.0.1 port=$port user=aisle password=aisle-test dbname=postgres" ;;
    redis*) echo "127.0.0.1:$port" ;;
    rabbitmq*) echo "amqp://guest:guest@127.0.0.1:$port/" ;;
  esac
}

start_postgres() {
  need_packages postgresql
  service_create postgres
  AISLE_TEST_POSTGRES=$(service_address postgres)
  export AISLE_TEST_POSTGRES AISLE_TEST_SERVICES=$root/script/lib/service
}

start_redis() {
  need_packages redis-server
  service_create redis
  AISLE_TEST_REDIS=$(service_address redis)
  export AISLE_TEST_REDIS AISLE_TEST_SERVICES=$root/script/lib/service
}

start_rabbitmq() {
  need_packages rabbitmq-server
  service_create rabbitmq
  AISLE_TEST_RABBITMQ=$(service_address rabbitmq)
  export AISLE_TEST_RABBITMQ AISLE_TEST_SERVICES=$root/script/lib/service
}

stop_services() {
  local folder
  for folder in "$services"/*/; do
    [ -d "$folder" ] || continue
    service_stop "$(basename "$folder")"
  done
}
