package io.lockstep.activities.highlevel;

import java.util.Set;

/**
 * The property names HighLevel's errors may name. Only these are repeated in a reason: a message
 * may as well begin with a person's name.
 */
final class HighLevelProperties {

  // facts: the fields that create, update and search bodies hold, and the refused
  // additionalEmails.
  private static final Set<String> NAMES =
      Set.of(
          "additionalEmails",
          "additionalPhones",
          "address",
          "address1",
          "appointmentStatus",
          "assignedTo",
          "assignedUserId",
          "body",
          "businessId",
          "calendarId",
          "city",
          "color",
          "companyName",
          "completed",
          "contactId",
          "contacts",
          "country",
          "customFields",
          "dataType",
          "dateOfBirth",
          "description",
          "dnd",
          "dndSettings",
          "dueDate",
          "email",
          "endTime",
          "eventStartTime",
          "file",
          "fileUrl",
          "filters",
          "firstName",
          "followers",
          "gender",
          "ids",
          "inboundDndSettings",
          "lastName",
          "limit",
          "locationId",
          "lostReasonId",
          "model",
          "monetaryValue",
          "name",
          "number",
          "offset",
          "page",
          "pageLimit",
          "parentId",
          "phone",
          "pinned",
          "pipelineId",
          "pipelineStageId",
          "postalCode",
          "query",
          "removeAllTags",
          "searchAfter",
          "skip",
          "sort",
          "source",
          "startTime",
          "state",
          "status",
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
