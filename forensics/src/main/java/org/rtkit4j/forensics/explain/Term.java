package org.rtkit4j.forensics.explain;

/// Terms that a reader may not know, each with its explanation.
enum Term {
    ENDS("AP: the application processor, which runs the operating system. IOP: the co-processor that crashed."),
    ENDPOINT("Endpoint: a numbered channel of the mailbox, the hardware queue between the two."),
    SLIDE("Slide: what the loader added to all addresses; taken off, they fit a disassembly of the firmware."),
    TICKS("Seconds before the crash, if the counter runs at 24 MHz: the report does not say, but the AP's does."),
    SEMWAIT("SEMWAIT: the task sleeps until somebody has work for it. That is how an idle task looks.");

    private final String meaning;

    Term(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }
}
