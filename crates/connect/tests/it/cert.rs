//! Logs in the layouts of the CERT data. All rows are made up.

use ombud_model::{Activity, Kind, Reach};

use crate::common::take_in;

const ID: &str = "{K8S2-Q4XX19PL-0420ABCD}";

fn read(table: &str) -> Vec<Activity<'static>> {
    let (seen, rejected) = take_in("cert", table.as_bytes(), None).unwrap();
    assert_eq!(rejected, Vec::<String>::new());
    seen
}

fn kinds(seen: &[Activity<'_>]) -> Vec<Kind> {
    seen.iter().map(|one| one.kind).collect()
}

#[test]
fn sign_ins_and_devices_are_told_apart_by_their_word() {
    let seen = read(&format!(
        "id,date,user,pc,activity\n{ID},02/03/2010 21:14:05,DTAA/QRS0042,PC-7001,Logon\n{ID},02/03/2010 22:00:00,QRS0042,PC-7001,Logoff\n"
    ));
    assert_eq!(kinds(&seen), [Kind::SignedIn, Kind::Other]);
    assert_eq!(seen[0].time.to_string(), "2010-02-03T21:14:05Z");
    assert_eq!(
        (seen[0].actor.identifier(), &*seen[0].device),
        ("QRS0042", "PC-7001")
    );
    let devices = read(&format!(
        "id,date,user,pc,file_tree,activity\n{ID},02/03/2010 21:20:00,QRS0042,PC-7001,R:\\;R:\\22B5gX4,Connect\n\
         {ID},02/03/2010 21:40:00,QRS0042,PC-7001,,Disconnect\n"
    ));
    assert_eq!(kinds(&devices), [Kind::RemovableMediaMounted, Kind::Other]);
}

#[test]
fn files_of_the_early_release_are_copies_to_removable_media() {
    let seen = read(&format!(
        "id,date,user,pc,filename,content\n{ID},02/03/2010 21:21:00,QRS0042,PC-7001,plan.docx,\"D0-CF words, more words\"\n"
    ));
    assert_eq!(kinds(&seen), [Kind::CopiedToRemovableMedia]);
    assert_eq!(
        (&*seen[0].object, &*seen[0].extension),
        ("plan.docx", "docx")
    );
    assert!(!format!("{:?}", seen[0]).contains("words"));
}

#[test]
fn files_of_later_releases_say_what_was_done_and_where() {
    let row = |activity: &str, to: &str| {
        format!(
            "\"{ID}\",\"02/03/2010 21:21:00\",\"QRS0042\",\"PC-7001\",\"C:\\22B5gX4\\plan.docx\",\"{activity}\",\"{to}\",\"False\",\"words\"\n"
        )
    };
    let header = "\"id\",\"date\",\"user\",\"pc\",\"filename\",\"activity\",\"to_removable_media\",\"from_removable_media\",\"content\"\n";
    let rows = [
        row("File Open", "False"),
        row("File Copy", "True"),
        row("File Write", "True"),
        row("File Write", "False"),
        row("File Copy", "False"),
        row("File Delete", "False"),
        row("File Fold", "False"),
    ];
    let seen = read(&format!("{header}{}", rows.concat()));
    let expected = [
        Kind::FileAccessed,
        Kind::CopiedToRemovableMedia,
        Kind::CopiedToRemovableMedia,
        Kind::FileModified,
        Kind::FileCopied,
        Kind::FileDeleted,
        Kind::Other,
    ];
    assert_eq!(kinds(&seen), expected);
    assert_eq!(
        (&*seen[1].container, &*seen[1].object),
        ("C:\\22B5gX4\\", "plan.docx")
    );
}

#[test]
fn mail_counts_its_attachments_and_is_judged_by_all_receivers() {
    let early = read(&format!(
        "id,date,user,pc,to,cc,bcc,from,size,attachments,content\n{ID},02/03/2010 10:00:00,QRS0042,PC-7001,\
         Ada.Noor@dtaa.com;Q.Stone@rival.example,,Quin.Stone@mail.example,Quin.Stone@dtaa.com,28831,2,words\n"
    ));
    assert_eq!(kinds(&early), [Kind::MailSent]);
    let mail = &early[0];
    assert_eq!((mail.items, mail.size), (2, Some(28_831)));
    assert_eq!(
        (mail.reach, &*mail.target_domain, &*mail.detail),
        (Reach::Outside, "rival.example", "to self: mail.example")
    );
    let later = read(&format!(
        "id,date,user,pc,to,cc,bcc,from,activity,size,attachments,content\n\
         {ID},02/03/2010 10:00:00,QRS0042,PC-7001,Ada.Noor@dtaa.com,,,Quin.Stone@dtaa.com,Send,99,C:\\a\\plan.docx(2048);list.xlsx(77),words\n\
         {ID},02/03/2010 10:05:00,QRS0042,PC-7001,Quin.Stone@dtaa.com,,,Ada.Noor@dtaa.com,View,99,,words\n"
    ));
    assert_eq!(kinds(&later), [Kind::MailSent, Kind::MailRead]);
    assert_eq!((later[0].items, &*later[0].extension), (2, "docx; xlsx"));
    assert_eq!((later[0].reach, later[1].items), (Reach::Inside, 0));
}

#[test]
fn only_what_was_sent_to_the_web_counts_as_sent() {
    let early = read(&format!(
        "id,date,user,pc,url,content\n{ID},02/03/2010 10:00:00,QRS0042,PC-7001,http://leaks.example/a/b.jsp,words\n"
    ));
    assert_eq!(kinds(&early), [Kind::Other]);
    assert_eq!(&*early[0].target_domain, "leaks.example");
    let later = read(&format!(
        "id,date,user,pc,url,activity,content\n{ID},02/03/2010 10:00:00,QRS0042,PC-7001,http://leaks.example/plan.doc,WWW Upload,words\n\
         {ID},02/03/2010 10:01:00,QRS0042,PC-7001,http://tools.example/x.exe,WWW Download,words\n"
    ));
    assert_eq!(
        kinds(&later),
        [Kind::UploadedToWeb, Kind::DownloadedFromWeb]
    );
}

#[test]
fn the_directory_says_whose_a_mail_address_is() {
    let seen = read(
        "employee_name,user_id,email,role,business_unit,functional_unit,department,team,supervisor\n\
         Quin A. Stone,QRS0042,Quin.A.Stone@dtaa.com,ITAdmin,1,2 - ResearchAndEngineering,2 - SoftwareManagement,3 - Software,Ada Noor\n",
    );
    assert_eq!(kinds(&seen), [Kind::ProfileUpdated]);
    assert_eq!(seen[0].other_names, ["Quin.A.Stone@dtaa.com"]);
    assert_eq!(&*seen[0].detail, "2 - SoftwareManagement; ITAdmin");
}

#[test]
fn other_tables_and_rows_without_their_parts_are_refused() {
    let scores = "employee_name,user_id,O,C,E,A,N\nQuin Stone,QRS0042,40,39,36,19,40\n";
    let refused = take_in("cert", scores.as_bytes(), None).unwrap_err();
    assert!(
        refused.contains("CERT") && !refused.contains("Quin"),
        "{refused}"
    );
    let rows = format!(
        "id,date,user,pc,activity\n{ID},yesterday,QRS0042,PC-7001,Logon\n{ID},02/03/2010 10:00:00,,PC-7001,Logon\n,02/03/2010 10:00:00,QRS0042,PC-7001,Logon\n"
    );
    let (seen, rejected) = take_in("cert", rows.as_bytes(), None).unwrap();
    assert!(seen.is_empty());
    let about: Vec<_> = ["date", "user", "id"]
        .iter()
        .zip(&rejected)
        .map(|(word, reason)| reason.contains(word))
        .collect();
    assert_eq!(about, [true; 3], "{rejected:?}");
}
