/**
 * The overview: one read-only page that says what is in step and who has to do what. Ids and field
 * names only. Read {@link io.lockstep.starter.page.OverviewReader} first.
 */
@NullMarked
package io.lockstep.starter.page;

import org.jspecify.annotations.NullMarked;
