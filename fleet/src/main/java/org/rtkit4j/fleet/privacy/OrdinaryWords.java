package org.rtkit4j.fleet.privacy;

/// Words that stand behind `user`, `owner`, `account` and their like in texts of kernels and firmware, or before what a
/// device is called, and name nobody.
final class OrdinaryWords {
    private static final String SENTENCES = """
            a after again all already also and another any are as at be because been before between both but by can
            cannot could did does done down each every first for from had has have her here his if in into is it its
            last might must my near never new next nil no none nor not now null of off old on only onto or other our
            out over per same second shall should since so some still than that the their then there these this
            those to too under until up via was were what when where which while who with within without would yet
            your
            """;

    private static final String HAPPENINGS = """
            abort aborted aborts active activity ask asked asks assert asserts began begin begins came change
            changed changes close closed closes come comes crash crashed crashes default denied die died dies driven
            end ended ends error errors exceeded exit exited exits expired fail failed fails failure fault faults
            find finds found gets give gives goes gone got hang held hold holds hung idle inactive initiated
            interactive invalid keep keeps kept know knows let lets lock locked locks logged login logout logs lose
            loses lost made make makes missed need needs open opens own owns panic panicked panics read reads
            rebooted release released report reported reports request requested requests reset resets restarted run
            runs save saved say says see sees send sends sent set sets show shows signal signed sleep sleeps start
            started starts stop stopped stops supplied supported take takes timed timeout took trap traps tried
            tries unknown unlocked unsupported use used uses valid wait waited waits wake wakes want wanted wants
            went woke write writes wrote
            """;

    private static final String SYSTEMS = """
            access account accounts ack addr address addresses admin agent alarm anchor anchors ans answer answers
            aop ap app apps async attempt attempts attribute attributes backtrace backtraces battery bit boost boot
            bridge buffer buffers build bus byte bytes cache call callback calls callstack callstacks channel cid
            class client clients co-processor code command commands computer connected controller coprocessor copy
            core cores count counter counts cpsr cpu cpus credential credentials daemon dart data database date dcp
            debug defaults defined device devices dext directory disconnected disk display dma domain driver
            endpoint entry esr event events experience export far file files firmware flag flags folder fp frame
            frames fs gid gpu group groups guest hardware heap host hostname hosts id identity ids import index info
            inode input interface interfaces ioctl iop ipv4 ipv6 item items kern kernel kext key keychain keys kr
            land large level limit link list log-in log-out lr mach machine mailbox map maps mem memory message
            messages mode model mutex nack name names network networks number nx object ohci os output owner owners
            pa packet packets page pages parity password pc pci pcie pid pipe pipes platform pmap pointer pool port
            ports power preference preferences priority priv private proc process processes procs product program
            protocol pthread ptr queue quota record records region register registers regs reply response ring root
            route rtbuddy rtkit saved-state scid screen semaphore sensor sep serial server servers service services
            session sessions settings shell side slot small smc socket software sp space special spsr ssid stack
            stacks state sync syscall sysctl system table task tasks text thread threads ticket tid time timer tlv
            token total turnstile type types uid usb usbc user username users uuid uuids va value values version vm
            vnode volume waitpid window wire wired xhci zone
            """;

    private static final String DEVICES = """
            apple called current darwin dear development generic header headers hello incident intel internal ios
            local macos named nearby paired previous prototype regular remote retina simulated target thermal
            virtual
            """;

    /// One of them as a pattern, also with a number behind it: `user thread7`. Small words that end as few names do,
    /// `user tracing`, are ordinary as well; some are only while they are small, `user will` and `user Will`.
    static final String PATTERN = "(?:(?-i:[a-z]{2,16}(?:ing|tion|able|ible)|an|do|may|will)|"
            + String.join(
                    "|", (SENTENCES + HAPPENINGS + SYSTEMS + DEVICES).strip().split("\\s+", -1)) + ")\\d{0,6}";

    private OrdinaryWords() {}
}
