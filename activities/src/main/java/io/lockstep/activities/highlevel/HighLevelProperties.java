package io.lockstep.activities.highlevel;

import java.util.Set;

/**
 * The property names HighLevel's errors may name. Only these are repeated in a reason: a message
 * may as well begin with a person's name.
 */
final class HighLevelProperties {

  // facts: every field of the create, update and search bodies of contacts, tasks and notes, and
  // the
  // refused additionalEmails.
  private static final Set<String> NAMES =
      Set.of(
          "additionalEmails",
          "additionalPhones",
          "address1",
          "assignedTo",
          "body",
          "businessId",
          "city",
          "color",
          "companyName",
          "completed",
          "contactId",
          "country",
          "customFields",
          "dataType",
          "dateOfBirth",
          "dnd",
          "dndSettings",
          "dueDate",
          "email",
          "file",
          "fileUrl",
          "filters",
          "firstName",
          "gender",
          "inboundDndSettings",
          "lastName",
          "limit",
          "locationId",
          "model",
          "name",
          "number",
          "page",
          "pageLimit",
          "parentId",
          "phone",
          "pinned",
          "postalCode",
          "query",
          "searchAfter",
          "skip",
          "sort",
          "source",
          "state",
          "tags",
          "timezone",
          "title",
          "type",
          "userId",
          "website");

  private HighLevelProperties() {}

  /** Whether a path such as {@code dndSettings.Email.status} starts with one of them. */
  static boolean isOne(String path) {
    int dot = path.indexOf('.');
    return NAMES.contains(dot < 0 ? path : path.substring(0, dot));
  }
}
