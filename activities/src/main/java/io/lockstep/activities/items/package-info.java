/**
 * What the task flow and the note flow ask of the world. Read {@link
 * io.lockstep.activities.items.ItemLook} first, then {@link
 * io.lockstep.activities.items.ItemApply}.
 */
@NullMarked
package io.lockstep.activities.items;

import org.jspecify.annotations.NullMarked;
