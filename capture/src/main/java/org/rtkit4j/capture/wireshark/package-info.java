/// A dissector for Wireshark, generated from the layouts.
@NullMarked
package org.rtkit4j.capture.wireshark;

import org.jspecify.annotations.NullMarked;
