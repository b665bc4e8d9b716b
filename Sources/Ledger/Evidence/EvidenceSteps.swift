/// The steps by which a reader checks a bundle with what every machine has: the same in each bundle, and in
/// docs/evidence.md, so that nobody needs to take them from the file that they are to check.
package enum EvidenceSteps {
    package struct Step: Hashable, Sendable {
        package let title: String
        /// POSIX sh; a step uses what those before it set.
        package let script: String
    }

    package static let all: [Step] = [
        Step(
            title: "A place to work in, and words for what is found",
            script: #"""
                unset $(git rev-parse --local-env-vars)
                work=$(mktemp -d) && git init -q --bare "$work/git"
                in_git() { git --git-dir="$work/git" "$@"; }
                say() { printf '%s\n' "$*" | LC_ALL=C tr -d '\001-\011\013-\037\177'; }
                ok() { say "OK     $*"; }
                note() { say "NOTE   $*"; }
                wrong() { say "WRONG  $*"; faults=$((faults + 1)); }
                faults=0 anchor=
                """#),
        Step(
            title: "Nothing was damaged or lost on the way",
            script: #"""
                find . ! -type d ! -name SHA256SUMS -exec sha256sum {} + | LC_ALL=C sort -k 2 > "$work/sums"
                if diff SHA256SUMS "$work/sums" > "$work/difference"
                then ok "these are the files that were written"
                else wrong "files were changed, added or taken away:"; say "$(cat "$work/difference")"; fi
                for file in tip genesis.jsonl records.jsonl records.list requests.list missing.list; do
                    [ -f "$file" ] || wrong "$file is missing"
                done
                for file in tip *.jsonl *.list allowed_signers heads chains/*.jsonl; do
                    # A line without an end is one that no loop reads.
                    [ ! -s "$file" ] || [ "$(tail -c 1 "$file" | wc -l)" -eq 1 ] || wrong "the last line of $file has no end"
                done
                """#),
        Step(
            title: "Every object has the name that its content gives it",
            script: #"""
                for type in blob tree commit; do
                    find objects -name "*.$type" | LC_ALL=C sort > "$work/named"
                    in_git hash-object -w -t "$type" --no-filters --stdin-paths < "$work/named" |
                        sed "s|.*|objects/&.$type|" > "$work/found"
                    if cmp -s "$work/named" "$work/found"
                    then ok "$(wc -l < "$work/named") objects of the type $type"
                    else wrong "an object of the type $type isn't what its name says:"; say "$(diff "$work/named" "$work/found")"; fi
                done
                """#),
        Step(
            title: "The commit at which the ledger is looked at",
            script: #"""
                tip=$(cat tip)
                if [ "$tip" != "${TIP:-$tip}" ]; then wrong "this is the ledger at $tip, and you were given $TIP"
                elif ! [ -f "objects/$tip.commit" ] || ! in_git cat-file -e "$tip^{commit}"; then wrong "there is no commit $tip here"
                elif [ -z "$TIP" ]; then note "the ledger at $tip, which you were not given: compare it"
                else ok "the ledger at $tip, which you were given"; anchor="$anchor the commit"; fi
                head=$(in_git cat-file commit "$tip" | sed -n 's/^Daypass-Head: //p')
                """#),
        Step(
            title: "Each record stands in the ledger at that commit, and came in with the commit that is said",
            script: #"""
                : > "$work/ledger"
                while read -r commit path; do
                    in_git cat-file blob "$tip:$path" >> "$work/ledger" || wrong "$path isn't in the ledger at $tip"
                    [ "$(in_git ls-tree --full-tree "$tip" -- "$path")" = "$(in_git ls-tree --full-tree "$commit" -- "$path")" ] ||
                        wrong "$path isn't in the commit $commit as it is at $tip"
                    before=$(in_git cat-file commit "$commit" | sed -n '/^$/q; s/^parent //p')
                    if [ -n "$before" ]; then
                        earlier=$(in_git ls-tree --full-tree "$before" -- "$path") && [ -z "$earlier" ] ||
                            wrong "$path was there before the commit $commit"
                    fi
                done < records.list
                LC_ALL=C sort -u "$work/ledger" > "$work/there"
                cat genesis.jsonl records.jsonl | LC_ALL=C sort -u | LC_ALL=C comm -23 - "$work/there" > "$work/stray"
                grep -q '"type":"genesis"' genesis.jsonl || wrong "genesis.jsonl isn't the ledger's first record"
                if [ -s "$work/stray" ]; then wrong "these records are not in the ledger:"; say "$(cat "$work/stray")"
                elif [ -s records.jsonl ]; then ok "$(wc -l < records.jsonl) records, each as it stands in the ledger"
                else wrong "there are no records"; fi
                """#),
        Step(
            title: "Each record names the SHA-256 of the one before it, wherever both are here",
            script: #"""
                follow() {
                    prev=${2##*'"prev":"'} prev=${prev%%'"'*} number=${2##*'"seq":'} number=${number%%[!0-9]*}
                    if [ "$1 $number" = "$chain $((seq + 1))" ]; then
                        links=$((links + 1))
                        [ "$prev" = "$hash" ] || wrong "record $number of $1 names another one before it"
                    fi
                    chain=$1 seq=$number hash=$(printf '%s' "$2" | sha256sum) hash=${hash%% *}
                }
                chain= seq=0 links=0
                while read -r commit path; do
                    in_git cat-file blob "$tip:$path" > "$work/file"
                    name=${path#ledger/} name=${name%%/*}
                    while IFS= read -r record; do follow "$name" "$record"; done < "$work/file"
                done < records.list
                ok "$links records compared with the one before them"
                """#),
        Step(
            title: "The requests' texts are those that the records name, and came into the source branch as they say",
            script: #"""
                lacks() { grep -q "^$1 " missing.list; }
                named() { tr ',{' '\n\n' < records.jsonl | sed -n "s/^\"$1\":\"\([0-9a-f]\{40\}\)\".*/\1/p" | LC_ALL=C sort -u; }
                for blob in $(named blob); do
                    [ -f "objects/$blob.blob" ] || lacks "$blob" || wrong "the text $blob is neither here nor said to be missing"
                done
                for after in $(named after); do
                    grep -q "^[^ ]* $after " requests.list || lacks "$after" || wrong "nothing is here of the source commit $after"
                done
                while read -r blob after before path; do
                    [ "$before" = - ] && said= || said="\"before\":\"$before\""
                    grep -F "\"after\":\"$after\"" records.jsonl | grep -F "\"blob\":\"$blob\"" | grep -F "$said" |
                        grep -qF "\"path\":\"$path\"" || wrong "no record speaks of $path at $after"
                    if lacks "$after"; then continue; fi
                    case $(in_git ls-tree --full-tree "$after" -- "$path") in
                    100???" blob $blob"*) ok "$path is $blob in the source commit $after" ;;
                    *) wrong "$path isn't $blob in the source commit $after" ;;
                    esac
                    if [ "$before" = - ] || lacks "$before"; then continue; fi
                    in_git cat-file commit "$after" | sed '/^$/q' | grep -q "^parent $before" || wrong "$before doesn't lead to $after"
                    earlier=$(in_git ls-tree --full-tree "$before" -- "$path") || wrong "$before can't be looked into"
                    case $earlier in 100???" blob $blob"*) wrong "$path was the same in $before already" ;; esac
                done < requests.list
                while read -r id what; do note "missing: $id, $what"; done < missing.list
                """#),
        Step(
            title: "The ledger's commits are signed",
            script: #"""
                if [ -f allowed_signers ]; then
                    while read -r name option type key rest; do
                        [ "$name $option" = 'ledger namespaces="git"' ] || wrong "allowed_signers has a line that is for something else"
                        grep -qF "\"$type $key" genesis.jsonl || wrong "allowed_signers has a key that the ledger's first record doesn't name"
                    done < allowed_signers
                else grep -q '"keys":\[\]' genesis.jsonl || wrong "the ledger is signed, and allowed_signers is missing"; fi
                if [ -n "$KEY" ]; then printf '%s\n' "$KEY" | sed 's/^/ledger namespaces="git" /' > "$work/signers"
                elif [ -f allowed_signers ]; then cat allowed_signers > "$work/signers"
                else : > "$work/signers"; note "the ledger isn't signed, or you were not given its key"; fi
                signed=0 unsigned=0
                for commit in $(cut -d ' ' -f 1 records.list | cat - tip | LC_ALL=C sort -u); do
                    [ -s "$work/signers" ] || break
                    : > "$work/signature"
                    # awk would add the end of a line that was signed without one, or lost it since.
                    [ "$(in_git cat-file commit "$commit" | tail -c 1 | wc -l)" -eq 1 ] ||
                        wrong "the last line of the commit $commit has no end"
                    in_git cat-file commit "$commit" | awk -v signature="$work/signature" '
                        within && !/^ / { within = 0 } !taken && !body && /^gpgsig / { within = taken = 1 } /^$/ { body = 1 }
                        within { sub(/^(gpgsig)? /, ""); print > signature; next } { print }' > "$work/signed"
                    if ssh-keygen -Y verify -f "$work/signers" -I ledger -n git -s "$work/signature" < "$work/signed" > "$work/said" 2>&1
                    then signed=$((signed + 1))
                    else wrong "the commit $commit isn't signed by that key: $(cat "$work/said")"; unsigned=$((unsigned + 1)); fi
                done
                if [ "$signed" -gt 0 ] && [ "$unsigned" = 0 ]; then
                    ok "$signed commits are signed"
                    if [ -n "$KEY" ]; then anchor="$anchor the key"; else note "by a key that you were not given: compare allowed_signers"; fi
                fi
                """#),
        Step(
            title: "The head, if the whole chain is here",
            script: #"""
                if [ -f heads ] || [ -d chains ]; then
                    sum=$(sha256sum < heads) sum=${sum%% *}
                    [ "$sum" = "$head" ] || wrong "the head of these chains is $sum, and the commit says $head"
                    : > "$work/chained"
                    for file in chains/*.jsonl; do
                        name=${file#chains/} name=${name%.jsonl} chain= seq=0 links=0
                        while IFS= read -r record; do follow "$name" "$record"; done < "$file"
                        [ "$((links + 1))" -eq "$(wc -l < "$file")" ] || wrong "$file has gaps"
                        grep -qx "$name $seq $hash" heads || wrong "$file doesn't end where the chain ends"
                        cat "$file" >> "$work/chained"
                    done
                    LC_ALL=C sort -u "$work/chained" > "$work/there"
                    cat genesis.jsonl records.jsonl | LC_ALL=C sort -u | LC_ALL=C comm -23 - "$work/there" > "$work/stray"
                    [ ! -s "$work/stray" ] || wrong "these records are not in their chains: $(cat "$work/stray")"
                    in_git rev-list "$tip" > "$work/history"
                    for commit in $(cut -d ' ' -f 1 records.list | LC_ALL=C sort -u); do
                        grep -qx "$commit" "$work/history" || wrong "the commit $commit doesn't lead to $tip"
                    done
                    if [ "$sum" = "$HEAD" ]; then ok "the records lead to the head $HEAD, which you were given"; anchor="$anchor the head"
                    elif [ -n "$HEAD" ]; then wrong "the records lead to the head $sum, and you were given $HEAD"
                    else note "the records lead to the head $sum, which you were not given: compare it"; fi
                elif [ -z "$HEAD" ]; then note "the ledger's commit says that its head is $head"
                elif [ "$HEAD" = "$head" ]; then note "the head is the one you were given, but what leads to it isn't here: ask for a file made --with-chain"
                else wrong "the ledger's commit says that its head is $head, and you were given $HEAD"; fi
                """#),
        Step(
            title: "The verdict",
            script: #"""
                rm -rf "$work"
                if [ "$faults" != 0 ]; then say "WRONG: $faults things are not as they should be"
                elif [ -z "$anchor" ]; then say "CONSISTENT, NOT ANCHORED: nothing was compared with anything that you were given"
                else say "PROVED by what you were given:$anchor"; fi
                [ "$faults" = 0 ]
                """#),
    ]

    /// The steps as a numbered list of Markdown.
    package static let text = all.enumerated().map { "\($0 + 1). \($1.title):\n\n```sh\n\($1.script)\n```\n" }.joined(separator: "\n")
}
