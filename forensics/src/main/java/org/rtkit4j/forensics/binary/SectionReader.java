package org.rtkit4j.forensics.binary;

import org.rtkit4j.forensics.assembly.Draft;

/// Reads one kind of section into a draft.
@FunctionalInterface
interface SectionReader {
    /// Returns false where the payload is too short to be read: it is then kept as it is.
    boolean read(Payload payload, Draft draft);
}
