/// A disk over NBD, the network block device protocol.
@NullMarked
package org.rtkit4j.app.nbd;

import org.jspecify.annotations.NullMarked;
