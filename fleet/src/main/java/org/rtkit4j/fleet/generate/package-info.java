/// Fleets that are made up: devices, builds, causes with given rates, damage; so that what the tables must hold is
/// known.
@NullMarked
package org.rtkit4j.fleet.generate;

import org.jspecify.annotations.NullMarked;
