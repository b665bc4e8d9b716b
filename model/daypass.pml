/* The protocol of Daypass's runs, for spin: runners, the ledger, the directory, and what can happen to them.
 * docs/protocol.md explains it, and what it leaves out. scripts/model runs it. */

/* -- The size of the world. An instance is chosen by -D. ------------------------------------------------------- */
#ifndef RUNNERS
#define RUNNERS  2
#endif
/* Memberships, requests, and which request is for which membership until when. Ends are instants of the clock. */
#ifdef ONE_AFTER_ANOTHER        /* two requests for one membership, the second longer */
#define MEMBERS  1
#define OF(r)    0
#define END(r)   (1 + (r))
#else                           /* two requests for two memberships */
#define MEMBERS  2
#define OF(r)    (r)
#define END(r)   (1 + (r))
#endif
#ifndef REQUESTS
#define REQUESTS 2
#endif
#define LAST     (END(REQUESTS - 1) + LIFETIME)
#ifndef LIFETIME
#define LIFETIME 1              /* of an intent: two minutes */
#endif
#define FAR      7              /* an end that somebody wrote into a tag by hand */

/* How many mishaps may happen in all, at any step, and of which kinds. */
#ifndef MISHAPS
#define MISHAPS  2
#endif
#ifndef KILLS
#define KILLS    1              /* a runner dies */
#endif
#ifndef MOVES
#define MOVES    1              /* a cache is lost; another machine takes over */
#endif
#ifndef STALLS
#define STALLS   0              /* a runner sleeps between its last check and the write, however long */
#endif
#ifndef OUTAGES
#define OUTAGES  1              /* the ledger can't be reached for a while */
#endif
#ifndef SILENCES
#define SILENCES 1              /* the answer to a push gets lost; the push landed or not */
#endif
#ifndef REFUSALS
#define REFUSALS 1              /* the directory refuses a write, or its answer gets lost */
#endif
#ifndef EDITS
#define EDITS    1              /* somebody removes a lease by hand, or writes a far end into it */
#endif
#define MISHAP(kind) kind && mishaps > 0 -> mishaps--

/* -- What is done about one membership. ------------------------------------------------------------------------ */
#define NOTHING  0
#define GRANT    1              /* tag, then membership */
#define SET      2              /* the tag alone: extend, shorten, mend */
#define REVOKE   3              /* membership, then tag */
#define KIND(a)      ((a) & 3)
#define UNTIL(a)     ((a) >> 2)
#define END_OF(a)    (KIND(a) == REVOKE -> WAS(a) : UNTIL(a))
#define GIVE(k, end) ((k) | ((end) << 2))
#define DUE          4          /* nothing holds it back */
#define EXPIRED      8          /* its end has passed */
#define FROM_GROUP   16
#define FROM_TAG     32
#define WAS(a)       ((a) >> 6)
#define TAKE(flags, was) (REVOKE | (flags) | ((was) << 6))

/* -- The world. ------------------------------------------------------------------------------------------------ */
byte now;
bool merged[REQUESTS], ended[REQUESTS];
/* The directory (IAM). */
bool member[MEMBERS];
byte tag[MEMBERS];              /* the end that the lease states; 0: no tag */
/* The ledger: what its records add up to. */
bool up = true;
byte rec[MEMBERS];              /* the recorded end of a membership; 0: none on record */
byte gone[MEMBERS];             /* a grant that was given up for undone: the end it would have had */
#define SLOTS    (RUNNERS * (1 + MISHAPS))
typedef Intent { byte by; byte deadline; short act[MEMBERS] }
Intent intent[SLOTS];           /* open ones; by 0: free */
#define UNSAID 8
#define NOBODY 15               /* a machine whose cache nobody uses any more */

/* Of each runner, from 1. Its cache: */
typedef Cache {
    byte known[MEMBERS];        /* what the ledger said last: the end of each membership */
    byte spool[MEMBERS];        /* removals done without the ledger: the end that had passed; UNSAID: how it went isn't known */
    bool newer[MEMBERS];        /* a grant was recorded since it looked */
    bool saysAdd[MEMBERS], saysTake[MEMBERS]        /* the oracle's: what this runner is about to say of earlier runs */
}
Cache cache[RUNNERS + 1];
bool stale[RUNNERS + 1];        /* somebody recorded something since it looked */
bool busy[RUNNERS + 1];         /* a run is on */
byte deadline[RUNNERS + 1];     /* of its intent; 0 once it has passed */
bool begun;                     /* runners are alike: the first to find something to do is runner 1 */
byte mishaps = MISHAPS;

/* What only the oracle sees: effects that no record speaks of yet, and those whose only witness died. */
bool addUnsaid[MEMBERS], takeUnsaid[MEMBERS], addLost[MEMBERS], takeLost[MEMBERS];

/* -- Decisions: the same for every runner (Planner, RecordedState+Recovery). ------------------------------------ */
/* Scratch of d_steps, always left at 0. */
byte m_, s_, r_, w_, e_, t_, x_, g_;
short a_, b_;
bool f_, p_, q_;

/* w_: the end that approved requests give membership m at instant t, 0 if none. */
inline desire(m, t) {
    w_ = 0; r_ = 0;
    do
    :: r_ < REQUESTS ->
        if
        :: OF(r_) == m && merged[r_] && !ended[r_] && t < END(r_) && END(r_) > w_ -> w_ = END(r_)
        :: else
        fi;
        r_++
    :: else -> break
    od;
    r_ = 0
}

/* Recovery: what became of action a of an intent whose run never said, by looking. on: the recorded end; past: what is
 * remembered of grants given up. f_: it was found done. */
inline recover(m, a, on, past) {
    f_ = false;
    if
#ifdef RECOVERY_ASKS_THE_TAG
    :: KIND(a) == GRANT && member[m] && tag[m] == UNTIL(a) -> on = UNTIL(a); f_ = true
    :: KIND(a) == GRANT && !(member[m] && tag[m] == UNTIL(a)) && !on -> past = UNTIL(a)
    :: KIND(a) == REVOKE && !(member[m] && (a & FROM_GROUP)) && !(tag[m] && (a & FROM_TAG)) -> on = 0; f_ = true
#else
    :: KIND(a) == GRANT && member[m] -> on = UNTIL(a); f_ = true
    :: KIND(a) == GRANT && !member[m] && !on -> past = UNTIL(a)
    :: KIND(a) == REVOKE && !member[m] && ((a & FROM_GROUP) || !tag[m]) -> on = 0; f_ = true
#endif
    :: KIND(a) == SET && tag[m] == UNTIL(a) && on -> on = UNTIL(a); f_ = true
    :: else
    fi
#ifndef REMEMBERS
    ; past = 0
#endif
}

/* a_: the removal of membership m, recorded with end `was`. */
inline take(m, flags, was) {
    a_ = TAKE(flags | (member[m] -> FROM_GROUP : 0) | (tag[m] -> FROM_TAG : 0), was)
}

/* a_: what a run that read everything does about membership m at instant t. */
inline decide(m, t, on, past) {
    a_ = NOTHING;
    desire(m, t);
    if
    :: w_ && on && member[m] && (w_ != on || tag[m] != on) -> a_ = GIVE(SET, w_)
    :: w_ && (!on || !member[m]) -> a_ = GIVE(GRANT, w_)
    :: !w_ && on && !member[m] && !tag[m] -> on = 0                         /* recorded as inferred */
    :: !w_ && on && (member[m] || tag[m]) -> take(m, (on <= t -> DUE + EXPIRED : 0), on)
    :: !w_ && !on && member[m] && past -> take(m, (past <= t -> DUE + EXPIRED : 0), past)
    :: !w_ && !on && member[m] && !past && tag[m] && tag[m] <= t -> take(m, DUE + EXPIRED, tag[m])
#ifdef ENFORCE
    :: !w_ && !on && member[m] && !past && !(tag[m] && tag[m] <= t) -> take(m, 0, 0)
#endif
    :: !w_ && !on && !member[m] && tag[m] -> take(m, DUE, 0)
    :: else
    fi;
    w_ = 0
}

/* a_: what is due of membership m at instant t, by what is known of its end and nothing else. */
inline decideDue(m, t, end) {
    a_ = NOTHING;
    e_ = end;
    if :: tag[m] && tag[m] < e_ -> e_ = tag[m] :: else fi;
    if
    :: e_ && e_ <= t && (member[m] || tag[m]) -> take(m, DUE + EXPIRED, end)
    :: !e_ && tag[m] && tag[m] <= t -> take(m, (member[m] -> DUE + EXPIRED : DUE), tag[m])
    :: else
    fi;
    e_ = 0
}

/* x_: the end that the ledger knows of membership m, on record with end `on`: that one, or what a grant announced that
 * nobody answered for. */
inline knowledge(m, on) {
    x_ = on; s_ = 0;
    do
    :: s_ < SLOTS ->
        if
        :: !on && intent[s_].by && KIND(intent[s_].act[m]) == GRANT && UNTIL(intent[s_].act[m]) > x_ ->
            x_ = UNTIL(intent[s_].act[m])
        :: else
        fi;
        s_++
    :: else -> break
    od;
    s_ = 0;
    if :: !x_ -> x_ = gone[m] :: else fi
}

/* -- What a runner does in one step. ------------------------------------------------------------------------------ */
inline remember() {
    m_ = 0;
    do :: m_ < MEMBERS -> e_ = rec[m_]; knowledge(m_, e_); e_ = 0; cache[me].known[m_] = (OUTAGES && mishaps -> x_ : 0); m_++ :: else -> break od;
    m_ = 0; x_ = 0
}

/* Something was recorded: whoever looked before has looked too early. */
inline recorded() {
    r_ = 1;
    do :: r_ <= RUNNERS -> stale[r_] = r_ != me && (busy[r_] || stale[r_]); r_++ :: else -> break od;
    r_ = 0;
    remember()
}

/* Looks at the ledger, the source and the directory, and decides. */
inline look(all) {
    whole = all; busy[me] = true; s_ = 0;
    do                                                          /* what another may still be doing is waited for */
    :: s_ < SLOTS ->
        if
#ifndef NO_WAIT
        :: intent[s_].by && intent[s_].by != me && intent[s_].deadline > now -> whole = false
#endif
        :: else
        fi;
        s_++
    :: else -> break
    od;
    remember();
    do
    :: m_ < MEMBERS ->
        on[m_] = rec[m_]; past[m_] = gone[m_];
        if
        :: cache[me].spool[m_] ->
            news = true;
#ifdef REMOVALS_CLEAR_ANY
            if :: cache[me].spool[m_] < UNSAID -> on[m_] = 0 :: else fi
#else
            if :: on[m_] == cache[me].spool[m_] -> on[m_] = 0 :: else fi
#endif
        :: else
        fi;
        if
        :: whole ->
            s_ = 0;
            do
#ifndef NO_RECOVERY
            :: s_ < SLOTS && intent[s_].by ->
                news = true;
                b_ = intent[s_].act[m_]; x_ = on[m_]; g_ = past[m_];
                recover(m_, b_, x_, g_);
                on[m_] = x_; past[m_] = g_; b_ = 0; x_ = 0; g_ = 0;
                if
                :: f_ && KIND(intent[s_].act[m_]) == GRANT -> cache[me].saysAdd[m_] = true
                :: f_ && KIND(intent[s_].act[m_]) == REVOKE -> cache[me].saysTake[m_] = true
                :: else
                fi;
                s_++
            :: s_ < SLOTS && !intent[s_].by -> s_++
#endif
            :: else -> break
            od;
            s_ = 0; f_ = false;
            x_ = on[m_]; g_ = past[m_];
            decide(m_, now, x_, g_);
            on[m_] = x_; x_ = 0; g_ = 0;
            if :: on[m_] != rec[m_] || past[m_] != gone[m_] -> news = true :: else fi
        :: else ->
            e_ = on[m_]; knowledge(m_, e_); e_ = 0;
            if
            :: !on[m_] && x_ > now -> a_ = NOTHING              /* may be being granted right now */
            :: else -> decideDue(m_, now, x_)
            fi;
            x_ = 0
        fi;
        act[m_] = a_; a_ = NOTHING;
        if :: act[m_] -> printf("runner %d plans kind %d (of %d, end %d)\n", me, KIND(act[m_]), m_, END_OF(act[m_])) :: else fi;
        if :: act[m_] -> acts = true :: else fi;
        m_++
    :: else -> break
    od;
    m_ = 0; s_ = 0;
    deadline[me] = now + LIFETIME;
    busy[me] = (acts || news) && (me == 1 || begun);
    if :: busy[me] -> begun = true :: else fi
}

/* Looks at the directory alone; what the cache knows is the record. */
inline lookAlone() {
    do
    :: m_ < MEMBERS ->
        x_ = cache[me].known[m_]; decideDue(m_, now, x_); x_ = 0;
        if :: KIND(a_) == REVOKE && (a_ & EXPIRED) -> act[m_] = a_; acts = true :: else fi;
        a_ = NOTHING; m_++
    :: else -> break
    od;
    m_ = 0; busy[me] = acts;
    keep();
#ifdef DUE_WAITS_FOR_LEDGER
    busy[me] = false;
#endif
    do                                                          /* what the cache knows to be over is not left */
    :: m_ < MEMBERS ->
        assert(busy[me] || !member[m_] || !cache[me].known[m_] || cache[me].known[m_] > now);
        m_++
    :: else -> break
    od;
    m_ = 0
}

/* A removal takes only the grant off the record that it was decided about: of that end, and recorded before. */
#ifdef REMOVALS_CLEAR_ANY
#define SAME_GRANT true
#else
#define SAME_GRANT (rec[m_] == WAS(act[m_]) && !cache[me].newer[m_])
#endif

/* A grant of membership m went on record: removals decided before say nothing of it. */
inline outdate(m) {
#ifndef REMOVALS_CLEAR_ANY
    r_ = 1;
    do
    :: r_ <= RUNNERS ->
        if :: r_ != me && busy[r_] -> cache[r_].newer[m] = true :: else fi;
        if :: cache[r_].spool[m] -> cache[r_].spool[m] = cache[r_].spool[m] | UNSAID :: else fi;
        r_++
    :: else -> break
    od;
    r_ = 0
#else
    skip
#endif
}

/* What was found out goes on record, and with it what is about to be done. */
inline land() {
    printf("runner %d puts its intent on record\n", me);
    do
    :: m_ < MEMBERS ->
        if :: on[m_] && on[m_] != rec[m_] -> outdate(m_) :: else fi;
        rec[m_] = on[m_]; gone[m_] = past[m_]; on[m_] = 0; past[m_] = 0;
        if :: rec[m_] -> gone[m_] = 0 :: else fi;
        if :: cache[me].saysAdd[m_] -> addUnsaid[m_] = false :: else fi;
        if :: cache[me].saysTake[m_] || cache[me].spool[m_] -> addUnsaid[m_] = false; takeUnsaid[m_] = false :: else fi;
        m_++
    :: else -> break
    od;
    m_ = 0; s_ = 0;
    do
    :: s_ < SLOTS ->
        if
        :: whole && intent[s_].by ->
            /* Who sets about more than what is due does it alone. */
            assert(intent[s_].by == me || intent[s_].deadline <= now);
#ifndef NO_RECOVERY
            intent[s_].by = 0; intent[s_].deadline = 0;
            do :: m_ < MEMBERS -> intent[s_].act[m_] = NOTHING; m_++ :: else -> break od;
            m_ = 0
#endif
        :: else
        fi;
        s_++
    :: else -> break
    od;
    s_ = 0;
    if
    :: acts ->
        do :: s_ < SLOTS && intent[s_].by -> s_++ :: else -> break od;
        assert(s_ < SLOTS);
        intent[s_].by = me; intent[s_].deadline = deadline[me]; mine = s_; announced = true;
        do :: m_ < MEMBERS -> intent[s_].act[m_] = act[m_]; m_++ :: else -> break od;
        m_ = 0; s_ = 0
    :: else
    fi;
    recorded()
}

/* The answer came: what was spooled is on record. */
inline answered() {
    do :: m_ < MEMBERS -> cache[me].spool[m_] = 0; m_++ :: else -> break od;
    m_ = 0
}

/* From here on only what is due is carried out. */
inline onlyDue() {
    printf("runner %d goes on without the ledger\n", me);
    announced = false; acts = false;
    do
    :: m_ < MEMBERS ->
        if :: KIND(act[m_]) == REVOKE && (act[m_] & EXPIRED) -> acts = true :: else -> act[m_] = NOTHING fi;
        m_++
    :: else -> break
    od;
    m_ = 0;
    keep()
}

#define M     (i % MEMBERS)
#define DONE  (i == 2 * MEMBERS)
/* Removals come first, and each action once. */
inline next() {
    do
    :: i < 2 * MEMBERS && !(act[M] && !done[M] && (i < MEMBERS) == (KIND(act[M]) == REVOKE)) -> i++; half = false
    :: else -> break
    od
}

#define IS_DUE (KIND(act[M]) == REVOKE && (act[M] & DUE))
/* Whether the next write may begin now. */
#ifdef NO_DEADLINE
#define IN_TIME true
#else
#define IN_TIME (now < deadline[me])
#endif
#ifdef NO_WINDOW
#define IN_WINDOW true
#else
#define IN_WINDOW (KIND(act[M]) == REVOKE || now < UNTIL(act[M]))
#endif
#define MAY (IS_DUE || (IN_TIME && IN_WINDOW))

#ifdef MEMBER_FIRST
#define TAG_NOW !half == (KIND(act[M]) != GRANT)
#else
#define TAG_NOW !half
#endif

/* One write takes effect. */
inline effect() {
    printf("runner %d writes kind %d (of %d, end %d)\n", me, KIND(act[M]), M, END_OF(act[M]));
    /* It was announced, or was due while the ledger was away. */
    assert(announced || (IS_DUE && (act[M] & EXPIRED)));
    /* Nobody has answered for it meanwhile, unless the runner slept within the call itself. */
    assert(IS_DUE || late || intent[mine].by == me);
    if
    :: KIND(act[M]) == GRANT ->
        if
        :: TAG_NOW -> tag[M] = UNTIL(act[M])
        :: else ->
            /* Nothing is granted past its end, unless the runner slept within the call itself. */
            assert(late || now < UNTIL(act[M]));
            if :: !member[M] -> member[M] = true; addUnsaid[M] = true; did[M] = true; unsay() :: else fi;
        fi;
        if :: half -> done[M] = 2 :: else fi;
        half = !half
    :: KIND(act[M]) == SET -> tag[M] = UNTIL(act[M]); done[M] = 2
    :: KIND(act[M]) == REVOKE ->
        if
        :: !half && (act[M] & FROM_GROUP) ->
            if :: member[M] -> member[M] = false; takeUnsaid[M] = true; did[M] = true; unsay() :: else fi;
            if :: act[M] & FROM_TAG -> half = true :: else -> done[M] = 2 fi
        :: else -> tag[M] = 0; done[M] = 2; half = false
        fi
    fi;
    late = false
}

/* What others found out before this write says nothing of it. */
inline unsay() {
    r_ = 1;
    do
    :: r_ <= RUNNERS -> cache[r_].saysAdd[M] = false; cache[r_].saysTake[M] = false; r_++
    :: else -> break
    od;
    r_ = 0
}

/* No answer came to the last write: a membership may have come into being all the same. */
inline unknown(was) {
    printf("runner %d hears no answer to its write\n", me);
#ifdef UNKNOWN_IS_FAILURE
    done[M] = 1;
#else
    done[M] = ((KIND(act[M]) == GRANT && was) || KIND(act[M]) == SET -> 3 : 1);
#endif
    half = false; late = false
}

/* What became of each action goes on record, on whatever is newest. */
inline answer() {
    printf("runner %d puts its outcome on record\n", me);
    do
    :: m_ < MEMBERS && act[m_] ->
        if
        :: done[m_] >= 2 && KIND(act[m_]) == REVOKE && SAME_GRANT -> rec[m_] = 0
        :: done[m_] >= 2 && KIND(act[m_]) != REVOKE ->
            rec[m_] = UNTIL(act[m_]); gone[m_] = 0; outdate(m_)
        :: else
        fi;
        addUnsaid[m_] = false; takeUnsaid[m_] = false; m_++
    :: m_ < MEMBERS && !act[m_] -> m_++
    :: else -> break
    od;
    m_ = 0;
    if
    :: intent[mine].by == me ->
        intent[mine].by = 0; intent[mine].deadline = 0;
        do :: m_ < MEMBERS -> intent[mine].act[m_] = NOTHING; m_++ :: else -> break od;
        m_ = 0
    :: else
    fi;
    recorded()
}

/* What is removed without the ledger is put down beside the cache, before and after: announced, and how it went. */
inline keep() {
    printf("runner %d spools\n", me);
#ifndef NO_SPOOL
    do
    :: m_ < MEMBERS -> if :: act[m_] -> cache[me].spool[m_] = WAS(act[m_]) + (done[m_] == 2 && !cache[me].newer[m_] -> 0 : UNSAID) :: else fi; m_++
    :: else -> break
    od;
    m_ = 0
#endif
}

/* A run ends without a word. What it did and nobody will find announced has lost its only witness. */
inline silenced() {
    printf("runner %d ends without a word\n", me);
    do
    :: m_ < MEMBERS ->
        if
        :: did[m_] && announced && (slept || intent[mine].by != me) ->
            if :: KIND(act[m_]) == REVOKE -> addLost[m_] = true; takeLost[m_] = true :: else -> addLost[m_] = true fi
        :: else
        fi;
        m_++
    :: else -> break
    od;
    m_ = 0
}

/* A cache is lost, and what it knew; another machine takes over. */
inline leave() {
    do
    :: m_ < MEMBERS ->
        if :: cache[me].spool[m_] -> addLost[m_] = true; takeLost[m_] = true :: else fi;
        cache[me].known[m_] = 0; cache[me].spool[m_] = 0; m_++
    :: else -> break
    od;
    m_ = 0;
    do
    :: s_ < SLOTS -> if :: intent[s_].by == me -> intent[s_].by = NOBODY :: else fi; s_++
    :: else -> break
    od;
    s_ = 0
}

/* -- A runner. Between any two steps others may take theirs, time may pass, and it may die. ------------------------ */
#ifdef NO_CAS
#define FIRST (true)
#else
#define FIRST (!stale[me])
#endif
/* Whether an outcome whose push nobody answered is on record: then its intent is settled. Another may have settled it
 * by looking; who looked after the last write saw what it did. */
#ifdef ANY_SETTLING_COUNTS
#define SAID (unsure && intent[mine].by != me)
#else
#define SAID (unsure && intent[mine].by != me && inTime)
#endif
#define DIES :: atomic { MISHAP(KILLS); d_step { silenced() }; goto rest }

proctype runner(byte me) {
    short act[MEMBERS];                     /* what it is going to do */
    byte on[MEMBERS], past[MEMBERS];        /* the record, with what it found out */
    byte done[MEMBERS];                     /* 1 failed, 2 done, 3 may have been done */
    bool did[MEMBERS];                      /* the oracle's: it changed the membership */
    byte mine, i;
    bool whole, news, acts, announced, half, late, unsure, inTime;
    bool slept;                             /* the oracle's: within a call */

rest:
    atomic {
        d_step {
            do
            :: m_ < MEMBERS ->
                act[m_] = 0; on[m_] = 0; past[m_] = 0; done[m_] = 0; did[m_] = false;
                cache[me].newer[m_] = false; cache[me].saysAdd[m_] = false; cache[me].saysTake[m_] = false; m_++
            :: else -> break
            od;
            m_ = 0; deadline[me] = 0; mine = 0; i = 0;
            whole = false; news = false; acts = false; announced = false; half = false; late = false; unsure = false; inTime = false; slept = false;
            busy[me] = false; stale[me] = false
        }
    }
    /* 1. It looks at the ledger, the source and the directory, and decides. What is recorded between these looks costs it
     * the race at 2, so that they may be taken as one. */
    if
    :: atomic { up -> d_step { look(true) }; if :: busy[me] -> goto intend :: else -> goto rest fi }
    :: atomic { up -> d_step { look(false) }; if :: busy[me] -> goto intend :: else -> goto rest fi }
    :: atomic { !up -> d_step { lookAlone() }; if :: busy[me] -> goto apply :: else -> goto rest fi }
    :: atomic { MISHAP(MOVES); d_step { leave() }; goto rest }
    fi;

    /* 2. What it found out and what it is about to do goes on record, if nobody was first. */
intend:
    if
#ifdef INTENT_AFTER_WRITE
    :: atomic { up && FIRST && acts -> goto apply }
#endif
    :: atomic { up && FIRST -> d_step { land(); answered() }; if :: acts -> goto apply :: else -> goto rest fi }
    :: atomic { up && !(FIRST) -> goto rest }                                     /* starts over on fresh state */
    :: atomic { up && !(FIRST) -> d_step { onlyDue() }; goto apply }              /* lost too often */
    :: atomic { up && FIRST && MISHAP(SILENCES); d_step { land(); onlyDue() }; goto apply }
    :: atomic { MISHAP(SILENCES); d_step { onlyDue() }; goto apply }
    :: atomic { !up -> d_step { onlyDue() }; goto apply }
    DIES
    fi;

    /* 3. It writes; right before each write it checks whether it still may. */
apply:
    if
    :: atomic {
        d_step { next() }
        if
        :: DONE && announced -> inTime = deadline[me] > now; deadline[me] = 0; i = 0; goto outcome
        :: DONE && !announced -> deadline[me] = 0; i = 0; goto spool
        :: else
        fi;
        if
        :: !(MAY) -> done[M] = 1; half = false; goto apply
        :: MAY -> if
            :: d_step { effect() }; goto apply
            :: MISHAP(REFUSALS); done[M] = 1; half = false; goto apply
            :: MISHAP(REFUSALS); d_step { t_ = i; q_ = half; effect(); i = t_; unknown(q_); q_ = false; t_ = 0 }; goto apply
            :: MISHAP(REFUSALS); d_step { unknown(half) }; goto apply
            :: MISHAP(STALLS); late = true; slept = true; printf("runner %d falls asleep before its write\n", me)    /* however long */
            fi
        fi }
    DIES
    fi;
    if
    :: atomic { d_step { effect() }; goto apply }
    DIES
    fi;

    /* 4. What became of it goes on record, on whatever is newest, until it is in. */
outcome:
    if
    :: atomic { up && !(SAID) -> d_step { answer() }; goto rest }
    :: atomic { up && SAID -> goto rest }
    :: atomic { up && MISHAP(SILENCES); d_step { answer() }; unsure = true; goto outcome }
    :: atomic { up && MISHAP(SILENCES); unsure = true; goto outcome }
    :: atomic { !up -> d_step { silenced() }; goto rest }                       /* tried often enough */
    DIES
    fi;

    /* 4'. Without the ledger: what became of it is put down beside the cache. */
spool:
    if
    :: atomic { d_step { keep() }; goto rest }
    DIES
    fi
}

/* -- What must hold. ----------------------------------------------------------------------------------------------- */
/* One undisturbed run, at whatever instant nobody else is at it, puts everything right. */
inline undisturbed() {
    t_ = now; s_ = 0;
    do                                                          /* it waits for deadlines */
    :: s_ < SLOTS -> if :: intent[s_].by && intent[s_].deadline > t_ -> t_ = intent[s_].deadline :: else fi; s_++
    :: else -> break
    od;
    do
    :: m_ < MEMBERS ->
        x_ = rec[m_]; g_ = gone[m_]; p_ = addUnsaid[m_] && !addLost[m_]; q_ = takeUnsaid[m_] && !takeLost[m_];
        s_ = 1;
        do                                                      /* every cache's spool gets on record */
        :: s_ <= RUNNERS ->
            if
            :: cache[s_].spool[m_] ->
                p_ = false; q_ = false;
#ifdef REMOVALS_CLEAR_ANY
                if :: cache[s_].spool[m_] < UNSAID -> x_ = 0 :: else fi
#else
                if :: x_ == cache[s_].spool[m_] -> x_ = 0 :: else fi
#endif
            :: else
            fi;
            s_++
        :: else -> break
        od;
        s_ = 0;
        do
#ifndef NO_RECOVERY
        :: s_ < SLOTS && intent[s_].by ->
            b_ = intent[s_].act[m_];
            recover(m_, b_, x_, g_);
            b_ = 0;
            if
            :: f_ && KIND(intent[s_].act[m_]) == GRANT -> p_ = false
            :: f_ && KIND(intent[s_].act[m_]) == REVOKE -> p_ = false; q_ = false
            :: else
            fi;
            s_++
        :: s_ < SLOTS && !intent[s_].by -> s_++
#endif
        :: else -> break
        od;
        s_ = 0; f_ = false;
        decide(m_, t_, x_, g_);
        /* Nothing was done that is never recorded. */
        assert(!p_ && !q_);
        /* Whoever may have access has it, recorded and with its lease; nobody else has any, or is on record with any. */
        desire(m_, t_);
        if
        :: KIND(a_) == GRANT || KIND(a_) == SET -> assert(UNTIL(a_) == w_ && w_ && (member[m_] || KIND(a_) == GRANT))
        :: KIND(a_) == REVOKE -> assert(!w_ && (!member[m_] || (a_ & FROM_GROUP)) && (!tag[m_] || (a_ & FROM_TAG)))
        :: else -> assert(member[m_] == (w_ != 0) && x_ == w_ && tag[m_] == w_)
        fi;
        w_ = 0; a_ = NOTHING; m_++
    :: else -> break
    od;
    m_ = 0; t_ = 0; x_ = 0; g_ = 0; p_ = false; q_ = false
}

/* What has passed is all alike. */
inline pass() {
    do :: s_ < SLOTS -> if :: intent[s_].deadline <= now -> intent[s_].deadline = 0 :: else fi; s_++ :: else -> break od;
    s_ = 1;
    do :: s_ <= RUNNERS -> if :: deadline[s_] <= now -> deadline[s_] = 0 :: else fi; s_++ :: else -> break od;
    s_ = 0
}

#if RUNNERS == 2
#define ALL_REST (!busy[1] && !busy[2])
#else
#define ALL_REST (!busy[1] && !busy[2] && !busy[3])
#endif

/* -- Everybody and everything else. -------------------------------------------------------------------------------- */
active proctype world() {
    byte n;
    do
    :: atomic { now < LAST -> d_step { now++; pass() }; printf("@%d\n", now) }
    :: atomic { up && MISHAP(OUTAGES); up = false; printf("the ledger is away\n") }
    :: atomic { !up -> up = true; printf("the ledger is back\n") }
    :: atomic { select(n : 0 .. REQUESTS - 1); if :: !merged[n] && now < END(n) -> merged[n] = true; printf("request %d is merged\n", n) :: else fi; n = 0 }
    :: atomic { select(n : 0 .. REQUESTS - 1); if :: merged[n] && !ended[n] -> ended[n] = true; printf("request %d is ended\n", n) :: else fi; n = 0 }
    :: atomic {
        EDITS && mishaps > 0; select(n : 0 .. MEMBERS - 1);
        if :: member[n] -> mishaps--; if :: tag[n] = 0 :: tag[n] = FAR fi; printf("tag of %d is edited: %d\n", n, tag[n]) :: else fi;
        n = 0 }
    :: d_step { ALL_REST -> undisturbed() }
    od
}

init {
    byte n = 1;
    atomic {
        do :: n <= RUNNERS -> run runner(n); n++ :: else -> break od
    }
}
