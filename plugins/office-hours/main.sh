# Tags tickets that come in while the office is closed. One line comes in, one line goes out.
field() { value=${line#*"\"$1\":"}; value=${value#\"}; value=${value%%[\",\}]*}; }
answer() { field id; printf '{"jsonrpc":"2.0","id":"%s",%s}\n' "$value" "$1"; }
while IFS= read -r line; do
    case $line in
    *'"method":"initialize"'*)
        for name in zone days opens closes; do field $name; eval "$name=\$value"; done
        if [ "$zone" = UTC ] || [ -f "/usr/share/zoneinfo/$zone" ]; then
            answer '"result":{"protocol":1,"hooks":["ticket.enrich"]}'
        else answer '"error":{"code":-32003,"message":"there is no such time zone here","data":{"path":"/zone"}}'; fi ;;
    *'"method":"ticket.enrich"'*)
        # Starting date takes longer than all the rest: once a minute is enough.
        field at
        [ "${value%:*}" = "$minute" ] || now=$(TZ=$zone date -d "$value" '+%u %H') minute=${value%:*}
        if [ -z "$now" ]; then answer '"error":{"code":-32000,"message":"date cannot read the time"}'
        elif [ "${days#*"${now% *}"}" != "$days" ] && [ "${now#* }" -ge "$opens" ] && [ "${now#* }" -lt "$closes" ]; then
            answer '"result":{"abstain":true,"reason":"the office is open"}'
        else answer '"result":{"tags":["after-hours"]}'; fi ;;
    *'"method":"shutdown"'*) answer '"result":{}'; exit ;;
    *'"method":"ping"'*) answer '"result":{}' ;;
    *'"method":"$/'*) ;;
    *'"method":"'*) answer '"error":{"code":-32601,"message":"there is no such method"}' ;;
    *) printf '{"jsonrpc":"2.0","id":"","error":{"code":-32700,"message":"the line is no request"}}\n' ;;
    esac
done
