// Times are the branch's. Somebody whose device lives in another zone is told so.
export default (note) => {
  note.hidden = Intl.DateTimeFormat().resolvedOptions().timeZone === note.dataset.zone;
};
