package org.rtkit4j.archive;

import java.io.IOException;
import java.io.InputStream;

/// Hears of the files in an archive, one after the other, in the order of the archive.
public interface ArchiveMembers {
    /// Takes a file that is no archive.
    ///
    /// @param name the archive's name; of a member, that of each archive round it and its own, with `!/` between
    /// @param content what it holds, to be read during the call and as far as it is wanted
    /// @throws IOException if the content ends in damage: the rest of the archive is given up
    void read(String name, InputStream content) throws IOException;

    /// Hears of a file that cannot be opened, or not to its end.
    ///
    /// @param reason a sentence without a full stop
    void refuse(String name, String reason);
}
