package org.rtkit4j.simulation;

import org.rtkit4j.core.iop.RtkitException;

/// Something that a driver may do, or that may strike it.
///
/// @param name in words, for a story
record Deed(String name, Act act) {
    /// The doing.
    interface Act {
        void run() throws RtkitException;
    }
}
