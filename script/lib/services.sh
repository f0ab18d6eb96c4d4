# PostgreSQL, Redis and RabbitMQ for tests, each on a free loopback port with a data folder of its own that is empty at every
# start_*. To be sourced after setup.sh. A service keeps its port over `service_restart`, so that clients find it again.
#
#   start_postgres, start_redis, start_rabbitmq   install, start, wait until ready, export AISLE_TEST_POSTGRES (conninfo),
#                                                 AISLE_TEST_REDIS (host:port), AISLE_TEST_RABBITMQ (address)
#   stop_services                                 stops what was started here, by process id
# Tests that need a restart in the middle call script/lib/service, which AISLE_TEST_SERVICES names.

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

# Waits until port $2 of service $1 takes connections.
service_ready() {
  local name=$1 port=$2
  for _ in $(seq 300); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return 0; fi
    sleep 0.1
  done
  tail -n 20 "$services/$name/log" >&2 || true
  fail "$name did not start; its log is $services/$name/log"
}

# An empty folder and a port for service $1; stops what runs there.
service_prepare() {
  service_end "$1" TERM
  rm -rf "${services:?}/$1"
  mkdir -p "$services/$1"
  free_port >"$services/$1/port"
}

# Starts command $3… of service $1 in the background, its process id in file $2.pid.
service_spawn() {
  local folder=$services/$1 file=$services/$1/$2.pid; shift 2
  AISLE_SERVICE=$folder setsid "$@" </dev/null >>"$folder/log" 2>&1 &
  echo $! >"$file"
  disown
}

service_start_postgres() {
  local folder=$services/postgres port drop=() programs
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
  service_spawn postgres server "${drop[@]}" "$programs/postgres" -D "$folder/data" -p "$port" -h 127.0.0.1 \
    -c unix_socket_directories= -c max_connections=50 -c shared_buffers=16MB
  service_ready postgres "$port"
  # It takes connections before it can serve them.
  for _ in $(seq 100); do "$programs/pg_isready" -q -h 127.0.0.1 -p "$port" && return 0; sleep 0.1; done
  fail "PostgreSQL does not get ready; its log is $folder/log"
}

service_start_redis() {
  local folder=$services/redis port
  port=$(cat "$folder/port")
  service_spawn redis server redis-server --bind 127.0.0.1 --port "$port" --dir "$folder" --appendonly yes --save '' \
    --set-proc-title no
  service_ready redis "$port"
}

service_start_rabbitmq() {
  local folder=$services/rabbitmq port
  port=$(cat "$folder/port")
  # Erlang nodes find each other through epmd. Without one of our own the node would start one that stays for good.
  if [ ! -s "$folder/epmd-port" ]; then
    free_port >"$folder/epmd-port"
    free_port >"$folder/dist-port"
    touch "$folder/environment"
    echo '[].' >"$folder/plugins"
    # A log line per connection is enough; no limit on disk or memory that a small machine would hit.
    printf '%s\n' 'log.console = true' 'log.console.level = warning' 'loopback_users.guest = true' >"$folder/rabbitmq.conf"
  fi
  local epmd_port
  epmd_port=$(cat "$folder/epmd-port")
  service_spawn rabbitmq epmd epmd -address 127.0.0.1 -port "$epmd_port"
  service_ready rabbitmq "$epmd_port"
  # RUNNING_UNDER_SYSTEMD: no shell in between, so that our signal reaches the broker.
  service_spawn rabbitmq server env HOME="$folder" RUNNING_UNDER_SYSTEMD=true \
    ERL_EPMD_PORT="$epmd_port" ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_NODENAME=aisle@localhost \
    RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$port" RABBITMQ_DIST_PORT="$(cat "$folder/dist-port")" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    RABBITMQ_CONF_ENV_FILE="$folder/environment" RABBITMQ_CONFIG_FILE="$folder/rabbitmq.conf" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$folder/plugins" RABBITMQ_MNESIA_BASE="$folder/mnesia" \
    RABBITMQ_LOG_BASE="$folder/logs" RABBITMQ_LOGS=- RABBITMQ_GENERATED_CONFIG_DIR="$folder/config" \
    RABBITMQ_SCHEMA_DIR="$folder/schema" RABBITMQ_PID_FILE="$folder/broker-pid" \
    /usr/lib/rabbitmq/bin/rabbitmq-server
  service_ready rabbitmq "$port"
}

service_stop() { service_end "$1" TERM; }
service_kill() { service_end "$1" KILL; }
service_start() { "service_start_$1"; }
service_restart() { service_stop "$1"; service_start "$1"; }

start_postgres() {
  need_packages postgresql
  service_prepare postgres
  service_start_postgres
  AISLE_TEST_POSTGRES="host=127.0.0.1 port=$(cat "$services/postgres/port") user=aisle password=aisle-test dbname=postgres"
  export AISLE_TEST_POSTGRES AISLE_TEST_SERVICES=$root/script/lib/service
}

start_redis() {
  need_packages redis-server
  service_prepare redis
  service_start_redis
  AISLE_TEST_REDIS=127.0.0.1:$(cat "$services/redis/port")
  export AISLE_TEST_REDIS AISLE_TEST_SERVICES=$root/script/lib/service
}

start_rabbitmq() {
  need_packages rabbitmq-server
  service_prepare rabbitmq
  service_start_rabbitmq
  AISLE_TEST_RABBITMQ=amqp://guest:guest@127.0.0.1:$(cat "$services/rabbitmq/port")/
  export AISLE_TEST_RABBITMQ AISLE_TEST_SERVICES=$root/script/lib/service
}

stop_services() {
  local name
  for name in postgres redis rabbitmq; do service_stop "$name"; done
}
