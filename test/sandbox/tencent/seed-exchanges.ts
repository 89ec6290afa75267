/**
 * Every request and answer that the product's own documents print, with their comments, which are not JSON.
 * Sources: delete_group_member §2.7 and §2.9, add_group_member §2.7 and §2.9, forbid_send_msg (request and
 * answer examples).
 */
export interface SeedExchange {
  readonly name: string;
  readonly command: "delete_group_member" | "add_group_member" | "forbid_send_msg";
  readonly request: string;
  readonly answer: string;
}

const PLAIN_ANSWER = `{
    "ActionStatus": "OK",
    "ErrorInfo": "",
    "ErrorCode": 0
}`;

const ADD_ANSWER = `{
    "ActionStatus": "OK",
    "ErrorInfo": "",
    "ErrorCode": 0,
    "MemberList": [
    {
         "Member_Account": "tommy",
         "Result": 1   // 0: failed, 1: added, 2: is a member already
    },
    {
         "Member_Account": "jared",
         "Result": 1
    }]
}`;

export const SEED_EXCHANGES: readonly SeedExchange[] = [
  {
    name: "delete_group_member, basic form (2.7.1)",
    command: "delete_group_member",
    request: `{
    "GroupId": "@TGS#2J4SZEAEL",   // the group (required)
    "MemberToDel_Account": [   // at most 500
        "tommy",
        "jared"
    ]
}`,
    answer: PLAIN_ANSWER,
  },
  {
    name: "delete_group_member, silently (2.7.2)",
    command: "delete_group_member",
    request: `{
    "GroupId": "@TGS#2J4SZEAEL",   // the group (required)
    "Silence": 1,   // tell nobody (optional)
    "MemberToDel_Account": [   // at most 500
        "tommy",
        "jared"
    ]
}`,
    answer: PLAIN_ANSWER,
  },
  {
    name: "delete_group_member, with a reason (2.7.3)",
    command: "delete_group_member",
    request: `{
    "GroupId": "@TGS#2J4SZEAEL",   // the group (required)
    "Reason": "kick reason",      // why (optional)
    "MemberToDel_Account": [   // at most 500
        "tommy",
        "jared"
    ]
}`,
    answer: PLAIN_ANSWER,
  },
  {
    name: "add_group_member, basic form (2.7.1)",
    command: "add_group_member",
    request: `{
    "GroupId": "@TGS#2J4SZEAEL",   // the group (required)
    "MemberList": [  // at most 500
    {
        "Member_Account": "tommy"  // whom (required)
    },
    {
        "Member_Account": "jared"
    }]
}`,
    answer: ADD_ANSWER,
  },
  {
    name: "add_group_member, silently (2.7.2)",
    command: "add_group_member",
    request: `{
    "GroupId": "@TGS#2J4SZEAEL",   // the group (required)
    "Silence": 1,   // tell nobody (optional)
    "MemberList": [  // at most 500
    {
        "Member_Account": "tommy"  // whom (required)
    },
    {
        "Member_Account": "jared"
    }]
}`,
    answer: ADD_ANSWER,
  },
  {
    name: "forbid_send_msg, muting",
    command: "forbid_send_msg",
    request: `{
    "GroupId": "@TGS#2C5SZEAEF",
    "Members_Account": [ // at most 500
        "peter",
        "leckie"
    ],
    "ShutUpTime": 60 // seconds
}`,
    answer: PLAIN_ANSWER,
  },
  {
    name: "forbid_send_msg, unmuting",
    command: "forbid_send_msg",
    request: `{
    "GroupId": "@TGS#2C5SZEAEF",
    "Members_Account": [ // at most 500
        "peter",
        "leckie"
    ],
    "ShutUpTime": 0 // 0 unmutes
}`,
    answer: PLAIN_ANSWER,
  },
];

/** The text as JSON. No value in these examples holds two slashes. */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\/.*$/gm, "");
}
